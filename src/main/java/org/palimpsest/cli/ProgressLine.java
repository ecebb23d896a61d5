package org.palimpsest.cli;

import java.util.Locale;
import org.palimpsest.run.RunEvent;

/** Writes how far a run has come in one line of at most 79 columns, such as {@code detect [####----] 50 % 12/24 8.3 Mpx/s 1:12 left}. */
final class ProgressLine {
    private static final int BAR = 24;
    private static final int WIDTH = 79;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    private ProgressLine() {}

    static String of(RunEvent.Stage stage) {
        return fit(String.format(Locale.ROOT, "%-10s", stage.name()));
    }

    static String of(RunEvent.Step step) {
        return of(step, "");
    }

    /** @param note how the stage stands, in a few words */
    static String of(RunEvent.Step step, String note) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-10s ", step.stage()));
        if (step.total() > 0) {
            double part = Math.min(1, Math.max(0, (double) step.done() / step.total()));
            int filled = (int) Math.round(part * BAR);
            line.append('[')
                    .append("#".repeat(filled))
                    .append("-".repeat(BAR - filled))
                    .append("] ");
            line.append(String.format(Locale.ROOT, "%3d %%  %d/%d", (int) (part * 100), step.done(), step.total()));
        } else {
            line.append(step.done());
        }
        if (Double.isFinite(step.megapixelsPerSecond())) {
            line.append(String.format(Locale.ROOT, "  %.1f Mpx/s", step.megapixelsPerSecond()));
        }
        if (Double.isFinite(step.secondsLeft())) {
            line.append("  ").append(duration(step.secondsLeft())).append(" left");
        }
        return fit(note.isEmpty() ? line.toString() : line + "  " + note);
    }

    /** "0:07", "12:30" or "2:05:00". */
    static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        long hours = whole / SECONDS_PER_HOUR;
        long minutes = whole / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
        long rest = whole % SECONDS_PER_MINUTE;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, rest)
                : String.format(Locale.ROOT, "%d:%02d", minutes, rest);
    }

    private static String fit(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
    }
}
