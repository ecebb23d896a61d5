package org.palimpsest.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One sentence of a training to its user: in English, and as a code with values, so that a window can say it in its own language.
 *
 * @param code names the sentence; {@code docs/training.md} lists all
 * @param values what differs from one such sentence to another, in the order in which the English sentence has them
 * @param message the sentence in English
 */
public record TrainNotice(String code, List<String> values, String message) {
    public TrainNotice {
        values = List.copyOf(values);
    }

    static TrainNotice waits(String device) {
        return new TrainNotice(
                "waits", List.of(device), "Another training uses " + device + "; this one waits until it has ended.");
    }

    static TrainNotice memory(int parts) {
        return new TrainNotice(
                "memory",
                List.of(Integer.toString(parts)),
                "Memory ran out: each batch is now computed in " + parts + " parts.");
    }

    /** The loss was no number: the training is back at an earlier step, with a share of its learning rate. */
    static TrainNotice recovered(long at, long back, double factor) {
        String share = "1/" + Math.round(1 / factor);
        return new TrainNotice(
                "recovered",
                List.of(Long.toString(at), Long.toString(back), share),
                String.format(
                        Locale.ROOT,
                        "The loss was not a number at step %d: back to step %d, with %s of the learning rate.",
                        at,
                        back,
                        factor == 0.5 ? "half" : share));
    }

    static TrainNotice stopped() {
        return new TrainNotice("stopped", List.of(), "Stopped; resume it to go on from the last checkpoint.");
    }

    static TrainNotice stoppedIn(int epoch) {
        return new TrainNotice(
                "stopped.in",
                List.of(Integer.toString(epoch)),
                "Stopped in epoch " + epoch + "; resume it to go on from there.");
    }

    static TrainNotice stoppedAfter(int epoch) {
        return new TrainNotice(
                "stopped.after",
                List.of(Integer.toString(epoch)),
                "Stopped after epoch " + epoch + "; resume it to go on from there.");
    }

    static TrainNotice done(double bestF1, Path model) {
        String f1 = String.format(Locale.ROOT, "%.4f", bestF1);
        return new TrainNotice(
                "done", List.of(f1, model.toString()), "Best validation F1 " + f1 + "; the model is in " + model + ".");
    }

    static TrainNotice artifactsElsewhere(Path folder) {
        return new TrainNotice(
                "mlflow.artifacts",
                List.of(folder.toString()),
                "The MLflow server keeps artifacts at a place that needs a client of its own; the model stays in "
                        + folder + " only.");
    }

    static TrainNotice trackerLost(String reason) {
        return new TrainNotice(
                "mlflow.lost",
                List.of(reason),
                "The MLflow server could not be told (" + reason + "); the training goes on without it.");
    }
}
