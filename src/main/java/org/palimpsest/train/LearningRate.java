package org.palimpsest.train;

import org.palimpsest.detect.Settings;

/**
 * The learning rate of every step: rises linearly in the warm-up, then falls as the schedule says.
 *
 * <p>Cosine is I. Loshchilov and F. Hutter 2017 without restarts; poly is (1 - t)^power (Chen et al. 2017); linear falls to the
 * lowest rate at the end; step multiplies by a factor every few epochs.
 */
final class LearningRate {
    private final Settings settings;
    private final long steps;
    private final long stepsPerEpoch;

    /** @param steps of the whole training */
    LearningRate(Settings settings, long steps, long stepsPerEpoch) {
        this.settings = settings;
        this.steps = steps;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** @param step from 0 */
    double at(long step) {
        double highest = settings.real("learningRate");
        double lowest = Math.min(highest, settings.real("lowestRate"));
        long warm = Math.round(settings.real("warmUp") * steps);
        if (step < warm) {
            return Math.max(lowest, highest * (step + 1) / warm);
        }
        double share = (double) (step - warm) / Math.max(1, steps - warm);
        return switch (settings.text("schedule")) {
            case "cosine" -> lowest + (highest - lowest) * (1 + Math.cos(Math.PI * share)) / 2;
            case "poly" -> lowest + (highest - lowest) * Math.pow(1 - share, settings.real("polyPower"));
            case "linear" -> lowest + (highest - lowest) * (1 - share);
            case "step" ->
                Math.max(
                        lowest,
                        highest
                                * Math.pow(settings.real("stepFactor"), (double)
                                        Math.floorDiv(step, stepsPerEpoch * settings.whole("stepEpochs"))));
            default -> highest;
        };
    }
}
