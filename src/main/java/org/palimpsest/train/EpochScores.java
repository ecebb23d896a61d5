package org.palimpsest.train;

import java.util.Map;
import java.util.OptionalDouble;
import org.palimpsest.assess.Accuracy;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param step how many steps were done in all
 * @param learningRate of the last step
 * @param trainLoss mean over the epoch's steps
 * @param train agreement on the training crops as they were seen, at 0.5
 * @param validation on the validation split; absent in epochs without one
 * @param best whether it is the best so far
 * @param seconds that the epoch took
 */
public record EpochScores(
        int epoch,
        long step,
        double learningRate,
        double trainLoss,
        Accuracy train,
        java.util.Optional<Validation> validation,
        boolean best,
        double seconds) {
    /**
     * Scores on a split.
     *
     * @param loss mean over windows; absent where none was computed
     * @param threshold above which a probability counted as change
     * @param accuracy over all pixels together
     * @param groups the same for each group, by name; empty where there is one only
     */
    public record Validation(OptionalDouble loss, double threshold, Accuracy accuracy, Map<String, Accuracy> groups) {}
}
