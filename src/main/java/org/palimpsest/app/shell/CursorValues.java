package org.palimpsest.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.app.layer.RasterLayer;
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
                        () -> text(read(before, place.get()), read(after, place.get())),
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

    /** "B3 1203 → 1544 · B2 988 → 1001": the bands that the first date's picture shows. */
    static String text(List<String> before, List<String> after) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            parts.add((i < before.size() ? before.get(i) : "–") + " → " + (i < after.size() ? after.get(i) : "–"));
        }
        return String.join("   ", parts);
    }

    private static List<String> read(Optional<RasterLayer> layer, Position place) throws BadInputException {
        if (layer.isEmpty()) {
            return List.of();
        }
        double[] point = {place.x(), place.y()};
        layer.get().placement().toPixels(point);
        if (Double.isNaN(point[0]) || Double.isNaN(point[1])) {
            return List.of();
        }
        int[] bands = layer.get().styleProperty().get().bands().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        PixelBlock block = layer.get()
                .source()
                .raster()
                .read(new Window((int) Math.floor(point[0]), (int) Math.floor(point[1]), 1, 1), bands);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < bands.length; i++) {
            values.add(block.valid()[0] ? Numbers.significant(block.samples(i)[0]) : "–");
        }
        return values;
    }
}
