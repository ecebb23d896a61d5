package org.palimpsest.vector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.slf4j.LoggerFactory;

/**
 * Turns a change mask of any size into valid polygons with holes, area by area, in one sweep from the top.
 *
 * <p>Pixels belong to one area when they share an edge (4-connectivity, as GDAL's polygonize does unless told otherwise): only
 * so is every area one valid polygon, for pixels that share no more than a corner would make a ring that touches itself.
 * Outlines follow pixel edges. Score, direction, area and perimeter are gathered in the same sweep. What is in memory is the
 * outlines of areas that the sweep line crosses; complete ones wait on disk. The same mask gives the same polygons, in
 * whatever strips it comes.
 *
 * <p>Not safe from several threads. Use in a try block: {@link #add} from the top down, then {@link #finish}.
 */
public final class Polygonizer implements Closeable {
    private final Grid grid;
    private final boolean signed;
    private final Path scratchFolder;
    private final PixelMetric metric;
    private final ComponentSpool spool;
    private final AreaSweep sweep;
    private final GridPolygons polygons;
    private final Crs.@Nullable CoordinateMap toLongitudeLatitude;

    /**
     * @param grid of the mask
     * @param signed whether the sign of a score tells gain from loss; if not, every direction is {@link Direction#BOTH}
     * @param scratchFolder where a temporary file may grow; it is deleted on close
     * @throws BadInputException when nothing can be written there
     */
    public Polygonizer(Grid grid, boolean signed, Path scratchFolder) throws BadInputException {
        this.grid = grid;
        this.signed = signed;
        this.scratchFolder = scratchFolder;
        metric = PixelMetric.of(grid);
        polygons = new GridPolygons(grid.transform(), 0, 0, points -> {});
        toLongitudeLatitude = toLongitudeLatitude(grid);
        try {
            spool = new ComponentSpool(scratchFolder);
        } catch (IOException e) {
            throw WriteFailure.of(scratchFolder.resolve("areas"), e);
        }
        sweep = new AreaSweep(grid.width(), 0, 0, metric, spool::add);
    }

    private static Crs.@Nullable CoordinateMap toLongitudeLatitude(Grid grid) {
        if (grid.crs().isEmpty()) {
            return null;
        }
        try {
            return grid.crs().get().mapTo(Crs.longitudeLatitude());
        } catch (BadInputException e) {
            LoggerFactory.getLogger(Polygonizer.class)
                    .warn("Polygons get no longitude and latitude: {}", e.getMessage());
            return null;
        }
    }

    /**
     * Sweeps over the next strip.
     *
     * @param window all columns of the rows that follow the last strip
     * @param mask a value a pixel, see {@link MaskSource}; not kept
     * @param scores a score of 0 to 1 a pixel, with the sign of the change (negative for loss) where the statistic has one;
     *     NaN where there is none; an empty array when there are no scores at all
     * @throws BadInputException when the disk is full
     */
    public void add(Window window, byte[] mask, float[] scores) throws BadInputException {
        if (window.x() != 0
                || window.width() != grid.width()
                || window.y() != sweep.nextRow()
                || window.endY() > grid.height()) {
            throw new IllegalArgumentException("The next strip must hold all columns from row " + sweep.nextRow()
                    + " on, but was " + window + ".");
        }
        try {
            for (int row = 0; row < window.height(); row++) {
                sweep.row(mask, row * window.width(), scores);
            }
        } catch (IOException e) {
            throw WriteFailure.of(scratchFolder.resolve("areas"), e);
        }
    }

    /** Takes polygons one by one. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        void accept(ChangePolygon polygon) throws E;
    }

    /**
     * Completes the last areas and hands out all polygons in the order of their ids.
     *
     * @throws IllegalStateException when rows are missing
     * @throws BadInputException when the disk is full
     */
    public <E extends Exception> void finish(Sink<E> sink) throws BadInputException, E {
        if (sweep.nextRow() != grid.height()) {
            throw new IllegalStateException(
                    "The mask has " + grid.height() + " rows, but only " + sweep.nextRow() + " came.");
        }
        try {
            sweep.finish();
            long[] id = new long[1];
            spool.<E>forEach(entry -> sink.accept(polygon(++id[0], entry)));
        } catch (IOException e) {
            throw WriteFailure.of(scratchFolder.resolve("areas"), e);
        }
    }

    @Override
    public void close() {
        try {
            spool.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Polygonizer.class).warn("A temporary file was left: {}", e.getMessage());
        }
    }

    private ChangePolygon polygon(long id, ComponentSpool.Entry entry) {
        ComponentStatistics s = entry.statistics();
        double perimeter = 0;
        for (PixelRing ring : entry.rings()) {
            perimeter += perimeter(ring);
        }
        double[] inside = {Double.NaN, Double.NaN};
        if (toLongitudeLatitude != null) {
            inside[0] = grid.transform().x(s.insideColumn() + 0.5, s.insideRow() + 0.5);
            inside[1] = grid.transform().y(s.insideColumn() + 0.5, s.insideRow() + 0.5);
            toLongitudeLatitude.apply(inside);
        }
        return new ChangePolygon(
                id,
                polygons.polygon(entry.rings()),
                s.area(),
                perimeter,
                s.scoreMean(),
                s.scoreMax(),
                signed ? s.direction() : Direction.BOTH,
                inside[0],
                inside[1],
                "open",
                "");
    }

    private double perimeter(PixelRing ring) {
        double length = 0;
        for (int i = 0; i < ring.size(); i++) {
            int next = i + 1 == ring.size() ? 0 : i + 1;
            length += metric.edgeLength(ring.x(i), ring.y(i), ring.x(next), ring.y(next));
        }
        return length;
    }
}
