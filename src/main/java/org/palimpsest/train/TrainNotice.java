package org.palimpsest.train;

import java.nio.file.Path;
import java.util.Locale;
import org.palimpsest.base.Notice;

/** What a training says to its user. */
final class TrainNotice {
    private TrainNotice() {}

    static Notice waits(String device) {
        return Notice.of("training.waits", "Another training uses {0}; this one waits until it has ended.", device);
    }

    static Notice memory(int parts) {
        return Notice.of("training.memory", "Memory ran out: each batch is now computed in {0} parts.", parts);
    }

    /** The loss was no number: the training is back at an earlier step, with a share of its learning rate. */
    static Notice recovered(long at, long back, double factor) {
        return Notice.of(
                "training.recovered",
                "The loss was not a number at step {0}: back to step {1}, with {2} of the learning rate.",
                at,
                back,
                "1/" + Math.round(1 / factor));
    }

    static Notice stopped() {
        return Notice.of("training.stopped", "Stopped; resume it to go on from the last checkpoint.");
    }

    static Notice stoppedIn(int epoch) {
        return Notice.of("training.stopped.in", "Stopped in epoch {0}; resume it to go on from there.", epoch);
    }

    static Notice stoppedAfter(int epoch) {
        return Notice.of("training.stopped.after", "Stopped after epoch {0}; resume it to go on from there.", epoch);
    }

    static Notice done(double bestF1, Path model) {
        return Notice.of(
                "training.done",
                "Best validation F1 {0}; the model is in {1}.",
                String.format(Locale.ROOT, "%.4f", bestF1),
                model);
    }

    static Notice artifactsElsewhere(Path folder) {
        return Notice.of(
                "training.mlflow.artifacts",
                "The MLflow server keeps artifacts at a place that needs a client of its own; the model stays in {0}"
                        + " only.",
                folder);
    }

    static Notice trackerLost(String reason) {
        return Notice.of(
                "training.mlflow.lost",
                "The MLflow server could not be told ({0}); the training goes on without it.",
                reason);
    }
}
