package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.palimpsest.assess.Accuracy;
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
import org.palimpsest.vector.PolygonRaster;

/**
 * One sweep over the cleaned mask, strip by strip from the top, that feeds {@code mask.tif}, the polygons, the comparison with
 * a reference and the sums of areas.
 */
final class MaskProducts {
    /** Marks pixels outside the area; no class of the mask. */
    private static final byte NOT_ASKED = 2;

    private final StoredMask source;
    private final Grid grid;
    private final Window extent;
    private final Optional<PolygonRaster> area;
    private final PixelMetric metric;
    private ReferenceRaster.Comparison comparison = ReferenceRaster.Comparison.NONE;
    private long changedPixels;
    private long observedPixels;
    private long unobservedPixels;
    private double changedArea;
    private double observedArea;
    private double unobservedArea;

    /**
     * @param extent the analysed window, which alone counts as observed or unobserved
     * @param area where in it the run looks
     */
    MaskProducts(StoredMask source, Grid grid, Window extent, Optional<PolygonRaster> area) {
        this.source = source;
        this.grid = grid;
        this.extent = extent;
        this.area = area;
        this.metric = PixelMetric.of(grid);
    }

    /**
     * Sweeps over the mask.
     *
     * @param polygons gets every strip; empty when none are wanted
     * @param reference is compared with every strip; empty when there is none
     * @param volume sums every strip; empty where the statistic is no height
     */
    void sweep(
            ComponentFilter filter,
            GeoTiffWriter writer,
            Optional<PolygonProducts> polygons,
            Optional<ReferenceRaster> reference,
            Optional<VolumeSum> volume,
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
                        comparison = comparison.plus(reference.get().compare(window, mask, extent));
                    }
                    if (volume.isPresent()) {
                        volume.get().add(window, mask, source.values(window));
                    }
                    sum(window, mask);
                    progress.done(window.endY());
                },
                cancellation);
        writer.finishUnflushed();
        if (polygons.isPresent()) {
            polygons.get().finish(progress, cancellation);
        }
    }

    private void sum(Window window, byte[] mask) {
        byte[] classes = classes(window, mask);
        for (int row = 0; row < window.height(); row++) {
            int offset = row * window.width();
            int start = 0;
            for (int x = 1; x <= window.width(); x++) {
                if (x == window.width() || classes[offset + x] != classes[offset + start]) {
                    addRun(start, x, window.y() + row, classes[offset + start]);
                    start = x;
                }
            }
        }
    }

    /** The mask with pixels that the run was not asked to look at told from those that it could not see. */
    private byte[] classes(Window window, byte[] mask) {
        byte[] classes = mask.clone();
        boolean[] inside = area.isPresent() ? area.get().inside(window) : new boolean[0];
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] == MaskSource.NODATA) {
                int x = window.x() + i % window.width();
                int y = window.y() + i / window.width();
                boolean asked = x >= extent.x() && x < extent.endX() && y >= extent.y() && y < extent.endY();
                classes[i] = asked && (area.isEmpty() || inside[i]) ? classes[i] : NOT_ASKED;
            }
        }
        return classes;
    }

    private void addRun(int x0, int x1, int row, byte value) {
        if (value == NOT_ASKED) {
            return;
        }
        double runArea = metric.runArea(x0, x1, row);
        if (value == MaskSource.NODATA) {
            unobservedPixels += x1 - x0;
            unobservedArea += runArea;
            return;
        }
        observedPixels += x1 - x0;
        observedArea += runArea;
        if (value == MaskSource.CHANGED) {
            changedPixels += x1 - x0;
            changedArea += runArea;
        }
    }

    /** The agreement with the reference. */
    Accuracy accuracy() {
        return Accuracy.of(comparison.counts());
    }

    /** Pixels that the reference knows, but that were not observed. */
    long unobservedReference() {
        return comparison.unobserved();
    }

    /** What part of the analysed area was observed. */
    RunEvent.Observed observed() {
        return new RunEvent.Observed(
                observedPixels, unobservedPixels, grid.isGeoreferenced() ? unobservedArea : Double.NaN);
    }

    /** Tells the sums, in pixels, and in square metres where the grid has a place on the Earth. */
    void describe(JsonObject result) {
        result.addProperty("observedPixels", observedPixels);
        result.addProperty("unobservedPixels", unobservedPixels);
        result.addProperty("changedPixels", changedPixels);
        if (grid.isGeoreferenced()) {
            result.addProperty("observedSquareMetres", observedArea);
            result.addProperty("unobservedSquareMetres", unobservedArea);
            result.addProperty("changedSquareMetres", changedArea);
        }
    }
}
