package org.palimpsest.detect.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PolygonRaster;

/**
 * Two rasters that already lie on one grid, cut to an extent and, where the user gave one, to an area without what is
 * excluded from it.
 *
 * <p>A pixel is valid when both dates observed it, it lies in the extent and its centre lies in the area and in nothing that is
 * excluded. Excluded pixels count as not observed at either date, so that no neighbourhood takes them in; what lies outside
 * the area is still there as surroundings. Does not close the rasters.
 */
public final class RasterPair implements AlignedPair {
    private final Raster before;
    private final int[] beforeBands;
    private final Raster after;
    private final int[] afterBands;
    private final Window extent;
    private final Optional<PolygonRaster> area;
    private final Optional<PolygonRaster> excluded;

    /** A pair of which nothing is excluded. */
    public RasterPair(
            Raster before,
            int[] beforeBands,
            Raster after,
            int[] afterBands,
            Window extent,
            Optional<PolygonRaster> area) {
        this(before, beforeBands, after, afterBands, extent, area, Optional.empty());
    }

    /**
     * @param after a raster on the grid of {@code before}
     * @param beforeBands indices from 0 of the bands to use
     * @param extent the part of the grid to analyse
     * @param area where to look in it
     * @param excluded where not to look
     */
    public RasterPair(
            Raster before,
            int[] beforeBands,
            Raster after,
            int[] afterBands,
            Window extent,
            Optional<PolygonRaster> area,
            Optional<PolygonRaster> excluded) {
        if (before.grid().width() != after.grid().width()
                || before.grid().height() != after.grid().height()) {
            throw new IllegalArgumentException(
                    "Both rasters must lie on one grid, but were " + before.grid() + " and " + after.grid() + ".");
        }
        this.before = before;
        this.beforeBands = beforeBands.clone();
        this.after = after;
        this.afterBands = afterBands.clone();
        this.extent = extent;
        this.area = area;
        this.excluded = excluded;
    }

    @Override
    public Grid grid() {
        return before.grid();
    }

    @Override
    public Window extent() {
        return extent;
    }

    @Override
    public int beforeBands() {
        return beforeBands.length;
    }

    @Override
    public int afterBands() {
        return afterBands.length;
    }

    @Override
    public List<Band> beforeDescriptions() {
        return Arrays.stream(beforeBands).mapToObj(before.bands()::get).toList();
    }

    @Override
    public List<Band> afterDescriptions() {
        return Arrays.stream(afterBands).mapToObj(after.bands()::get).toList();
    }

    @Override
    public PairWindow read(Window window) throws BadInputException {
        boolean[] valid = inside(window);
        boolean[] out = excluded.isPresent() ? excluded.get().inside(window) : new boolean[valid.length];
        for (int i = 0; i < valid.length; i++) {
            valid[i] &= !out[i];
        }
        for (boolean pixel : valid) {
            if (pixel) {
                PixelBlock first = before.read(window, beforeBands);
                PixelBlock second = after.read(window, afterBands);
                if (excluded.isPresent()) {
                    hide(first, out);
                    hide(second, out);
                }
                for (int i = 0; i < valid.length; i++) {
                    valid[i] &= first.valid()[i] && second.valid()[i];
                }
                return new PairWindow(first, second, valid);
            }
        }
        // Nothing to look at: the files need not be read.
        return new PairWindow(
                PixelBlock.empty(window, beforeBands.length), PixelBlock.empty(window, afterBands.length), valid);
    }

    private static void hide(PixelBlock block, boolean[] out) {
        for (int i = 0; i < out.length; i++) {
            block.valid()[i] &= !out[i];
        }
        block.clearInvalid();
    }

    private boolean[] inside(Window window) {
        boolean[] inside = new boolean[Math.toIntExact(window.pixels())];
        Optional<Window> part = window.intersection(extent);
        if (part.isEmpty()) {
            return inside;
        }
        if (extent.contains(window) && area.isPresent()) {
            return area.get().inside(window);
        }
        boolean[] areaOfPart = area.isPresent() ? area.get().inside(part.get()) : new boolean[0];
        for (int row = 0; row < part.get().height(); row++) {
            int from = (part.get().y() + row - window.y()) * window.width()
                    + part.get().x()
                    - window.x();
            if (area.isPresent()) {
                System.arraycopy(
                        areaOfPart,
                        row * part.get().width(),
                        inside,
                        from,
                        part.get().width());
            } else {
                Arrays.fill(inside, from, from + part.get().width(), true);
            }
        }
        return inside;
    }
}
