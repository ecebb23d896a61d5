package org.palimpsest.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/** What a comparison tells of each detector in numbers: threshold, changed area, time, and accuracy where there is a reference. */
final class ComparisonTable {
    private static final double MEGA = 1e6;
    private static final List<String> MEASURES = List.of("f1", "kappa", "iou", "oa", "precision", "recall");

    private ComparisonTable() {}

    /** The keys of one detector, described in {@code docs/cli.md}. */
    static JsonObject row(ComparedRun run) throws BadInputException {
        JsonObject row = new JsonObject();
        row.addProperty("detector", run.detector());
        row.addProperty("folder", String.valueOf(run.folder().getFileName()));
        if (!run.isDone()) {
            row.addProperty("problem", run.problem());
            return row;
        }
        JsonObject record = run.record();
        JsonObject threshold = record.getAsJsonObject("decided").getAsJsonObject("threshold");
        row.add("threshold", threshold);
        JsonObject result = record.getAsJsonObject("result");
        for (String key : List.of("observedPixels", "changedPixels", "changedSquareMetres", "polygons")) {
            if (result.has(key)) {
                row.add(key, result.get(key));
            }
        }
        double seconds = 0;
        for (Map.Entry<String, JsonElement> stage :
                record.getAsJsonObject("seconds").entrySet()) {
            seconds += stage.getValue().getAsDouble();
        }
        double megapixels = result.get("observedPixels").getAsDouble() / MEGA;
        row.addProperty("seconds", seconds);
        if (megapixels > 0) {
            row.addProperty("secondsPerMegapixel", seconds / megapixels);
        }
        Optional<JsonObject> accuracy = run.accuracy();
        if (accuracy.isPresent()) {
            MEASURES.forEach(measure -> row.add(measure, accuracy.get().get(measure)));
        }
        return row;
    }

    /** The headings for people, in the order of {@link #cells}. */
    static List<Notice> headings(boolean reference, boolean metric) {
        List<Notice> headings = new ArrayList<>(List.of(
                Notice.of("comparison.detector", "Detector"),
                Notice.of("comparison.threshold", "Threshold"),
                metric
                        ? Notice.of("comparison.hectares", "Changed area, ha")
                        : Notice.of("comparison.pixels", "Changed, px"),
                Notice.of("comparison.share", "Changed, %"),
                Notice.of("comparison.polygons", "Polygons"),
                Notice.of("comparison.seconds", "Time, s"),
                Notice.of("comparison.secondsPerMegapixel", "s / Mpx")));
        if (reference) {
            headings.addAll(List.of(
                    Notice.plain("F1"),
                    Notice.plain("Kappa"),
                    Notice.plain("IoU"),
                    Notice.of("comparison.oa", "OA"),
                    Notice.of("comparison.precision", "Precision"),
                    Notice.of("comparison.recall", "Recall")));
        }
        return headings;
    }

    /** The cells of one detector that ended well. */
    static List<String> cells(JsonObject row, boolean reference, boolean metric) {
        List<String> cells = new ArrayList<>();
        cells.add(row.get("detector").getAsString());
        JsonObject threshold = row.getAsJsonObject("threshold");
        cells.add(threshold.get("rule").getAsString()
                + (threshold.has("value") ? format(" (%.4g)", threshold.get("value")) : " (nothing stands out)"));
        double changed = row.get("changedPixels").getAsDouble();
        cells.add(
                metric ? format("%.2f", row.get("changedSquareMetres").getAsDouble() / 1e4) : format("%.0f", changed));
        cells.add(format(
                "%.2f", 100 * changed / Math.max(1, row.get("observedPixels").getAsDouble())));
        cells.add(row.has("polygons") ? row.get("polygons").getAsString() : "");
        cells.add(format("%.1f", row.get("seconds")));
        cells.add(row.has("secondsPerMegapixel") ? format("%.2f", row.get("secondsPerMegapixel")) : "");
        if (reference) {
            MEASURES.forEach(measure -> cells.add(row.has(measure) ? format("%.3f", row.get(measure)) : ""));
        }
        return cells;
    }

    private static String format(String pattern, JsonElement number) {
        return format(pattern, number.getAsDouble());
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
