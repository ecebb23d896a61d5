package org.palimpsest.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.train.EpochScores;
import org.palimpsest.train.TrainEvent;

/** Shows a training to a person: one line for each epoch, and on a terminal a moving line within it. */
final class TrainConsole implements Consumer<TrainEvent> {
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private int epochs;

    TrainConsole(Shell shell) {
        this.shell = shell;
    }

    @Override
    public synchronized void accept(TrainEvent event) {
        if (event instanceof TrainEvent.Started started) {
            epochs = started.epochs();
            print(String.format(
                    Locale.ROOT,
                    "%s, %,d weights, %d epochs of %d steps%s",
                    started.network(),
                    started.weights(),
                    started.epochs(),
                    started.stepsPerEpoch(),
                    started.epochsDone() > 0 ? ", " + started.epochsDone() + " done" : ""));
        } else if (event instanceof TrainEvent.Step step && shell.isTerminal()) {
            shell.out()
                    .print(CLEAR
                            + String.format(
                                    Locale.ROOT,
                                    "epoch %d/%d  step %d/%d  loss %.4f  %.1f images/s  %s left",
                                    step.epoch(),
                                    epochs,
                                    step.step(),
                                    step.steps(),
                                    step.loss(),
                                    step.imagesPerSecond(),
                                    ProgressLine.duration(step.secondsLeft())));
            shell.out().flush();
        } else if (event instanceof TrainEvent.Epoch epoch) {
            print(line(epoch.scores()));
        } else if (event instanceof TrainEvent.Warning warning) {
            print("");
            shell.err().println("Warning: " + warning.message());
        } else if (event instanceof TrainEvent.Finished finished
                && finished.outcome().equals("done")) {
            print(finished.message());
        }
    }

    private String line(EpochScores scores) {
        String train = String.format(
                Locale.ROOT,
                "epoch %d/%d  train loss %.4f F1 %.4f",
                scores.epoch(),
                epochs,
                scores.trainLoss(),
                scores.train().f1());
        String validation = scores.validation()
                .map(found -> String.format(
                        Locale.ROOT,
                        "  validation loss %.4f F1 %.4f IoU %.4f at %.3f",
                        found.loss().orElse(Double.NaN),
                        found.accuracy().f1(),
                        found.accuracy().iou(),
                        found.threshold()))
                .orElse("");
        return train
                + validation
                + (scores.best() ? "  best" : "")
                + String.format(Locale.ROOT, "  %.1f s", scores.seconds());
    }

    private void print(String line) {
        if (shell.isTerminal()) {
            shell.out().print(CLEAR);
        }
        if (!line.isEmpty()) {
            shell.out().println(line);
        }
        shell.out().flush();
    }
}
