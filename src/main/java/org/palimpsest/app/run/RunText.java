package org.palimpsest.app.run;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.palimpsest.app.text.Text;
import org.palimpsest.run.EpochHistory.Epoch;
import org.palimpsest.run.RunEvent;

/** How the state of a run is put into words. */
final class RunText {
    /** Stages whose steps are tiles. */
    private static final Set<String> TILED_STAGES = Set.of("fit", "detect");

    private RunText() {}

    /** One line: stage, tiles, speed and time left while it runs; how it ended afterwards. */
    static String line(RunViewModel run) {
        return switch (run.state()) {
            case QUEUED -> Text.of("run.queued");
            case CANCELLING -> Text.of("run.cancelling");
            case DONE ->
                run.whatHappenedProperty().get().isEmpty()
                        ? Text.of("run.done")
                        : Text.of("run.doneWith", run.whatHappenedProperty().get());
            case CANCELLED ->
                Text.of("run.cancelled", run.whatHappenedProperty().get());
            case FAILED ->
                run.whatHappenedProperty().get() + " " + run.whatToDoProperty().get();
            case RUNNING -> running(run);
        };
    }

    /** How much of the analysed area was not observed. */
    static String unobserved(RunEvent.Observed observed) {
        String share = String.format(Locale.ROOT, "%.2f", 100 * observed.unobservedShare());
        return Double.isNaN(observed.unobservedSquareMetres())
                ? Text.of("run.unobserved", share)
                : Text.of(
                        "run.unobserved.area",
                        share,
                        String.format(Locale.ROOT, "%.4g", observed.unobservedSquareMetres() / 1e6));
    }

    /** A stage of the run protocol in the language of the window. */
    static String stage(String name) {
        String key = "run.stage." + name;
        return name.isEmpty() ? Text.of("run.starting") : Text.has(key) ? Text.of(key) : name;
    }

    /** An epoch of a training in numbers. */
    static String epoch(Epoch epoch, int total) {
        return Text.of(
                "epochs.epoch",
                Integer.toString(epoch.number() + 1),
                Integer.toString(total),
                String.format(Locale.ROOT, "%.3f", epoch.loss()),
                String.format(Locale.ROOT, "%.1f", 100 * epoch.maskShare()));
    }

    /** How the stage stands: loss and mask of the newest epoch, or what the run itself says. */
    private static String remark(RunViewModel run) {
        List<Epoch> epochs = run.epochs().epochs();
        if (!run.isTraining() || epochs.isEmpty()) {
            return run.remarkProperty().get();
        }
        Epoch newest = epochs.get(epochs.size() - 1);
        return Text.of(
                "epochs.newest",
                String.format(Locale.ROOT, "%.3f", newest.loss()),
                String.format(Locale.ROOT, "%.1f", 100 * newest.maskShare()));
    }

    private static String running(RunViewModel run) {
        StringBuilder line = new StringBuilder(stage(run.stageProperty().get()));
        long total = run.totalProperty().get();
        if (total > 0) {
            line.append("   ")
                    .append(Text.of(
                            TILED_STAGES.contains(run.stageProperty().get()) ? "run.tiles" : "run.steps",
                            run.doneProperty().get(),
                            total));
        }
        double speed = run.megapixelsPerSecondProperty().get();
        if (Double.isFinite(speed)) {
            line.append("   ").append(String.format(Locale.ROOT, "%.1f Mpx/s", speed));
        }
        double left = run.secondsLeftProperty().get();
        if (Double.isFinite(left)) {
            line.append("   ").append(Text.of("run.left", duration(left)));
        }
        String remark = remark(run);
        if (!remark.isEmpty()) {
            line.append("   ").append(remark);
        }
        return line.toString();
    }

    /** 1:12, or 2:05:09. */
    static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
