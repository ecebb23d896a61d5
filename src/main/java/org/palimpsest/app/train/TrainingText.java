package org.palimpsest.app.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.palimpsest.app.text.Text;

/** How the state of a training is put into words. */
final class TrainingText {
    private static final String GAP = "   ";

    private TrainingText() {}

    /** Network and folder. */
    static String title(TrainingViewModel training) {
        return training.network().isEmpty()
                ? training.name()
                : Text.of("training.title", TrainPanel.networkName(training.network()), training.name());
    }

    /** One line: epoch, step, loss, best F1, speed and time left while it runs; how it ended afterwards. */
    static String line(TrainingViewModel training) {
        return switch (training.state()) {
            case WAITING -> waiting(training);
            case RUNNING -> running(training);
            case DONE -> Text.of("training.done", best(training));
            case STOPPED, FAILED -> training.ending();
        };
    }

    private static String waiting(TrainingViewModel training) {
        int told = training.messages().size();
        return told == 0 ? Text.of("run.starting") : training.messages().get(told - 1);
    }

    private static String running(TrainingViewModel training) {
        StringJoiner line = new StringJoiner(GAP);
        if (training.isStopping()) {
            line.add(Text.of("training.stopping"));
        } else if (training.isStoppingAfterEpoch()) {
            line.add(Text.of("training.stoppingAfterEpoch"));
        }
        Optional<TrainingNews.Step> step = training.step();
        line.add(Text.of(
                "training.epoch",
                Integer.toString(step.map(TrainingNews.Step::epoch)
                        .orElse(Math.min(training.points().size() + 1, Math.max(1, training.epochs())))),
                Integer.toString(training.epochs())));
        step.ifPresent(now -> {
            line.add(Text.of("training.step", Long.toString(now.step()), Long.toString(now.steps())));
            line.add(Text.of("training.loss", number(now.loss(), 4)));
        });
        if (training.best().isPresent()) {
            line.add(best(training));
        }
        step.filter(now -> Double.isFinite(now.imagesPerSecond()))
                .ifPresent(now -> line.add(Text.of("training.speed", number(now.imagesPerSecond(), 1))));
        step.filter(now -> Double.isFinite(now.secondsLeft()))
                .ifPresent(now -> line.add(Text.of("run.left", duration(now.secondsLeft()))));
        return line.toString();
    }

    /** The best F1 on validation and its epoch; empty before the first. */
    static String best(TrainingViewModel training) {
        return training.best()
                .map(point -> {
                    OptionalDouble f1 = point.at(Curve.VALIDATION_F1);
                    return Text.of(
                            "training.best",
                            f1.isPresent() ? number(f1.getAsDouble(), 4) : "–",
                            Integer.toString(point.epoch()));
                })
                .orElse("");
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** 1:12, or 2:05:09. */
    static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
