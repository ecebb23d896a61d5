package org.palimpsest.train;

import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.zoo.NetworkOptions;

/**
 * A training, written down once: what is learnt from what, and how. Stored as {@code training.json} in the folder of the
 * training; resuming reads it from there.
 *
 * @param dataset file or folder
 * @param labels what the values of its labels mean
 * @param network id in the zoo
 * @param options the network is built with; bands come from the data
 * @param recipe with everything that the user set
 * @param init model to start from
 * @param encoderWeights file to fill the encoder from
 * @param freezeEncoder whether the encoder keeps its weights
 */
public record TrainSpec(
        Path dataset,
        LabelRule labels,
        String network,
        NetworkOptions options,
        Recipe recipe,
        Optional<Path> init,
        Optional<Path> encoderWeights,
        boolean freezeEncoder) {
    /** The settings, checked. */
    public Settings settings() throws BadInputException {
        return Settings.of(TrainParameters.all(), recipe.settings());
    }

    /** Refuses encoder weights for a network without encoder, and a frozen encoder with random weights. */
    public void checkEncoder() throws BadInputException {
        boolean wanted = freezeEncoder || encoderWeights.isPresent();
        if (wanted && recipe.encoder().isEmpty()) {
            throw new BadInputException("The recipe " + recipe.name() + " names no encoder of " + network
                    + ", so none can be frozen or filled.");
        }
        if (freezeEncoder && encoderWeights.isEmpty() && init.isEmpty()) {
            throw new BadInputException("A frozen encoder with random weights would never learn to see: give"
                    + " --encoder-weights or --init too, or leave --freeze out.");
        }
    }
}
