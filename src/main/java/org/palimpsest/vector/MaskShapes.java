package org.palimpsest.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * Turns small masks somewhere in a grid into multipolygons, under the same rules as {@link Polygonizer}: outlines follow pixel
 * edges, and pixels that share no more than a corner lie in different polygons. Safe from many threads.
 */
public final class MaskShapes {
    private final Grid grid;
    private final PixelMetric metric;
    private final Crs.CoordinateMap map;

    /**
     * @param grid that the masks' windows are of
     * @param wanted the system of the shapes' coordinates; that of the grid where one of both is empty
     * @throws BadInputException when the one system cannot be related to the other
     */
    public MaskShapes(Grid grid, Optional<Crs> wanted) throws BadInputException {
        this.grid = grid;
        metric = PixelMetric.of(grid);
        boolean same =
                grid.crs().isEmpty() || wanted.isEmpty() || grid.crs().get().sameAs(wanted.get());
        map = same ? points -> {} : grid.crs().get().mapTo(wanted.get());
    }

    /**
     * The shape of a mask.
     *
     * @param geometry a polygon for each connected area, in the order of their first pixels
     * @param squareMetres true area on the ellipsoid; pixels for a raster without CRS
     */
    public record Shape(MultiPolygon geometry, double squareMetres) {}

    /** @param mask a value a pixel of the window, see {@link MaskSource}; not kept */
    public Shape of(Window window, byte[] mask) {
        List<ComponentSpool.Entry> areas = new ArrayList<>();
        AreaSweep sweep = new AreaSweep(window.width(), window.x(), window.y(), metric, areas::add);
        try {
            for (int row = 0; row < window.height(); row++) {
                sweep.row(mask, row * window.width(), new float[0]);
            }
            sweep.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        areas.sort(Comparator.comparingLong(area -> area.statistics().firstPixel()));
        GridPolygons polygons = new GridPolygons(grid.transform(), window.x(), window.y(), map);
        List<Polygon> parts = new ArrayList<>();
        double squareMetres = 0;
        for (ComponentSpool.Entry area : areas) {
            parts.add(polygons.polygon(area.rings()));
            squareMetres += area.statistics().area();
        }
        return new Shape(GridPolygons.together(parts), squareMetres);
    }
}
