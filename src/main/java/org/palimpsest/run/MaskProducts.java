package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.ComponentFilter;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.PixelMetric;

/**
 * One sweep over the cleaned mask, strip by strip from the top, that feeds {@code mask.tif}, the polygons, the comparison with
 * a reference and the sums of areas.
 */
final class MaskProducts {
    private final StoredMask source;
    private final Grid grid;
    private final Window extent;
    private final PixelMetric metric;
    private ConfusionCounts counts = ConfusionCounts.NONE;
    private long changedPixels;
    private long observedPixels;
    private double changedArea;
    private double observedArea;

    /** @param extent the analysed window, which alone counts as observed or unobserved */
    MaskProducts(StoredMask source, Grid grid, Window extent) {
        this.source = source;
        this.grid = grid;
        this.extent = extent;
        this.metric = PixelMetric.of(grid);
    }

    /**
     * Sweeps over the mask.
     *
     * @param polygons gets every strip; empty when none are wanted
     * @param reference is compared with every strip; empty when there is none
     */
    void sweep(
            ComponentFilter filter,
            GeoTiffWriter writer,
            Optional<PolygonProducts> polygons,
            Optional<ReferenceRaster> reference,
            Progress progress,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        progress.stage("polygons", grid.height());
        filter.forEachStrip(
                (window, mask) -> {
                    writer.write(window, mask);
                    if (polygons.isPresent()) {
                        polygons.get().add(window, mask, source.changedScores(window, mask));
                    }
                    if (reference.isPresent()) {
                        counts = counts.plus(reference.get().compare(window, mask));
                    }
                    sum(window, mask);
                    progress.done(window.endY());
                },
                cancellation);
        writer.finish();
        if (polygons.isPresent()) {
            polygons.get().finish(progress, cancellation);
        }
    }

    private void sum(Window window, byte[] mask) {
        for (int row = 0; row < window.height(); row++) {
            int offset = row * window.width();
            int start = 0;
            for (int x = 1; x <= window.width(); x++) {
                if (x == window.width() || mask[offset + x] != mask[offset + start]) {
                    addRun(start, x, window.y() + row, mask[offset + start]);
                    start = x;
                }
            }
        }
    }

    private void addRun(int x0, int x1, int row, byte value) {
        if (value == MaskSource.NODATA) {
            return;
        }
        double area = metric.runArea(x0, x1, row);
        observedPixels += x1 - x0;
        observedArea += area;
        if (value == MaskSource.CHANGED) {
            changedPixels += x1 - x0;
            changedArea += area;
        }
    }

    /** The agreement with the reference. */
    Accuracy accuracy() {
        return Accuracy.of(counts);
    }

    /** Tells the sums, in pixels, and in square metres where the grid has a place on the Earth. */
    void describe(JsonObject result) {
        result.addProperty("observedPixels", observedPixels);
        result.addProperty("unobservedPixels", extent.pixels() - observedPixels);
        result.addProperty("changedPixels", changedPixels);
        if (grid.isGeoreferenced()) {
            double whole = 0;
            for (int row = extent.y(); row < extent.endY(); row++) {
                whole += metric.runArea(extent.x(), extent.endX(), row);
            }
            result.addProperty("observedSquareMetres", observedArea);
            boolean allObserved = observedPixels == extent.pixels();
            result.addProperty("unobservedSquareMetres", allObserved ? 0 : whole - observedArea);
            result.addProperty("changedSquareMetres", changedArea);
        }
    }
}
