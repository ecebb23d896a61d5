package org.palimpsest.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * Reads both dates' pixels under the cursor, on a worker: at most one read at a time, and always the newest place last.
 */
final class CursorValues {
    private final Workbench workbench;
    private final Consumer<String> show;
    private boolean reading;
    private boolean moved;

    CursorValues(Workbench workbench, Consumer<String> show) {
        this.workbench = workbench;
        this.show = show;
        workbench.map().cursorProperty().addListener(change -> request());
    }

    private void request() {
        if (reading) {
            moved = true;
            return;
        }
        Optional<Position> place = workbench.map().cursorProperty().get();
        Optional<RasterLayer> before = workbench.beforeProperty().get();
        Optional<RasterLayer> after = workbench.afterProperty().get();
        if (place.isEmpty() || (before.isEmpty() && after.isEmpty())) {
            show.accept("");
            return;
        }
        reading = true;
        workbench
                .background()
                .run(
                        () -> text(
                                read(before, bands(before, after), place.get()),
                                read(after, bands(after, before), place.get())),
                        this::done,
                        // A damaged place is reported by the map, which cannot show it either.
                        e -> done(""));
    }

    private void done(String text) {
        reading = false;
        show.accept(text);
        if (moved) {
            moved = false;
            request();
        }
    }

    /**
     * The bands to show of a date, indices from 0: those that the second date's picture shows, so that both can be compared,
     * or where the dates differ in their bands, each date's own.
     */
    private static List<Integer> bands(Optional<RasterLayer> date, Optional<RasterLayer> other) {
        if (date.isEmpty()) {
            return List.of();
        }
        RasterLayer layer = date.get();
        if (layer.date() == Date.BEFORE
                && other.isPresent()
                && layer.source().raster().bands().size()
                        == other.get().source().raster().bands().size()) {
            return other.get().styleProperty().get().bands();
        }
        return layer.styleProperty().get().bands();
    }

    /** "B3 1203 → 1544   B2 988 → 1001"; where the dates show other bands, "B3 1203 → B1 57". */
    static String text(List<Value> before, List<Value> after) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            Optional<Value> first = i < before.size() ? Optional.of(before.get(i)) : Optional.empty();
            Optional<Value> second = i < after.size() ? Optional.of(after.get(i)) : Optional.empty();
            boolean same = first.isPresent()
                    && second.isPresent()
                    && first.get().band() == second.get().band();
            parts.add(first.map(Value::text).orElse("–")
                    + " → "
                    + second.map(value -> same ? value.sample() : value.text()).orElse("–"));
        }
        return String.join("   ", parts);
    }

    /**
     * What a band says at a place.
     *
     * @param band number from 1
     * @param sample in words; a dash where nothing was observed
     */
    record Value(int band, String sample) {
        String text() {
            return "B" + band + " " + sample;
        }
    }

    private static List<Value> read(Optional<RasterLayer> layer, List<Integer> shown, Position place)
            throws BadInputException {
        if (layer.isEmpty()) {
            return List.of();
        }
        double[] point = {place.x(), place.y()};
        layer.get().placement().toPixels(point);
        if (Double.isNaN(point[0]) || Double.isNaN(point[1])) {
            return List.of();
        }
        int[] bands = shown.stream().mapToInt(Integer::intValue).toArray();
        PixelBlock block = layer.get()
                .source()
                .raster()
                .read(new Window((int) Math.floor(point[0]), (int) Math.floor(point[1]), 1, 1), bands);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < bands.length; i++) {
            values.add(new Value(bands[i] + 1, block.valid()[0] ? Numbers.significant(block.samples(i)[0]) : "–"));
        }
        return values;
    }
}
