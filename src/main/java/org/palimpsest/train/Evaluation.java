package org.palimpsest.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;

/** Probabilities of a whole split counted once, from which scores at any threshold follow; all pixels count alike. */
final class Evaluation {
    private final ProbabilityHistogram all = new ProbabilityHistogram();
    private final Map<String, ProbabilityHistogram> groups = new TreeMap<>();
    private double lossSum;
    private int losses;

    /** Hears of each pair once it is predicted. */
    @FunctionalInterface
    interface Listener {
        void predicted(LabelledPair pair, Chip chip, float[] probability) throws BadInputException;
    }

    /** Runs the network over every pair of a split. */
    static Evaluation of(
            Predictor predictor,
            List<LabelledPair> pairs,
            ChipCache cache,
            Optional<Predictor.LossOf> loss,
            Cancellation cancellation,
            Listener listener)
            throws BadInputException, CancelledException {
        Evaluation evaluation = new Evaluation();
        for (LabelledPair pair : pairs) {
            cancellation.check();
            Chip chip = cache.get(pair);
            Predictor.Prediction prediction = predictor.predict(chip, loss);
            evaluation.add(pair.group(), chip, prediction);
            listener.predicted(pair, chip, prediction.probability());
        }
        return evaluation;
    }

    private void add(String group, Chip chip, Predictor.Prediction prediction) {
        ProbabilityHistogram own =
                group.isEmpty() ? all : groups.computeIfAbsent(group, name -> new ProbabilityHistogram());
        for (int i = 0; i < chip.label().length; i++) {
            all.add(prediction.probability()[i], chip.label()[i]);
            if (own != all) {
                own.add(prediction.probability()[i], chip.label()[i]);
            }
        }
        if (prediction.loss().isPresent()) {
            lossSum += prediction.loss().getAsDouble();
            losses++;
        }
    }

    /** Whether every probability and loss was a number. */
    boolean isFinite() {
        return all.isFinite() && Double.isFinite(lossSum);
    }

    ProbabilityHistogram histogram() {
        return all;
    }

    /** The scores when a probability above {@code threshold} is change. */
    EpochScores.Validation at(double threshold) {
        Map<String, Accuracy> byGroup = new TreeMap<>();
        groups.forEach((name, histogram) -> byGroup.put(name, Accuracy.of(histogram.at(threshold))));
        return new EpochScores.Validation(
                losses == 0 ? OptionalDouble.empty() : OptionalDouble.of(lossSum / losses),
                threshold,
                Accuracy.of(all.at(threshold)),
                byGroup);
    }
}
