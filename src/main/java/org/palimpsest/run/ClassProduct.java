package org.palimpsest.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ClassScheme;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.ClassLegend;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.PixelMetric;

/** Writes {@code classes.tif}: the class of every observed pixel, whatever the threshold, and sums pixels and area by class. */
final class ClassProduct {
    private final ClassScheme scheme;
    private final Grid grid;
    private final long[] pixels;
    private final double[] areas;

    ClassProduct(ClassScheme scheme, Grid grid) {
        this.scheme = scheme;
        this.grid = grid;
        pixels = new long[scheme.classes().size() + 1];
        areas = new double[pixels.length];
    }

    /** What the values mean, and their colours. */
    static ClassLegend legend(ClassScheme scheme) {
        List<ClassLegend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < scheme.classes().size(); i++) {
            ClassScheme.Interval each = scheme.classes().get(i);
            entries.add(new ClassLegend.Entry(i + 1, each.name(), each.colour(), true));
        }
        return new ClassLegend(entries);
    }

    void write(TileStore store, GeoTiffWriter writer, TileWorkers workers)
            throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        PixelMetric metric = PixelMetric.of(grid);
        double[][] areasOfTiles = new double[Math.toIntExact(plan.count())][];
        workers.forEach(plan.count(), tile -> {
            Window core = plan.core(tile);
            float[] values = store.read(core);
            byte[] classes = new byte[values.length];
            long[] counts = new long[pixels.length];
            double[] sums = new double[pixels.length];
            for (int i = 0; i < values.length; i++) {
                int number = scheme.of(values[i]);
                classes[i] = number == 0 ? MaskSource.NODATA : (byte) number;
                counts[number]++;
                int x = core.x() + i % core.width();
                sums[number] += metric.runArea(x, x + 1, core.y() + i / core.width());
            }
            writer.write(core, classes);
            add(counts);
            areasOfTiles[(int) tile] = sums;
        });
        writer.finishUnflushed();
        // In the order of the tiles, so that sums come out the same for any threads.
        for (double[] sums : areasOfTiles) {
            for (int number = 0; number < sums.length; number++) {
                areas[number] += sums[number];
            }
        }
    }

    private synchronized void add(long[] counts) {
        for (int number = 0; number < counts.length; number++) {
            pixels[number] += counts[number];
        }
    }

    /** Tells of each class: its number in the file, name, lower bound, and how much of the scene it covers. */
    JsonArray describe() {
        JsonArray classes = new JsonArray();
        for (int i = 0; i < scheme.classes().size(); i++) {
            JsonObject json = new JsonObject();
            json.addProperty("value", i + 1);
            json.addProperty("name", scheme.classes().get(i).name());
            json.addProperty("quantity", scheme.quantity());
            json.addProperty("from", scheme.classes().get(i).from());
            json.addProperty("pixels", pixels[i + 1]);
            if (grid.isGeoreferenced()) {
                json.addProperty("squareMetres", areas[i + 1]);
            }
            classes.add(json);
        }
        return classes;
    }
}
