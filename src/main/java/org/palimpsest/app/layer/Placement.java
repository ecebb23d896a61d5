package org.palimpsest.app.layer;

import java.util.Optional;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

/**
 * Where a raster lies in the map: the way from map coordinates to its pixels and back.
 *
 * <p>Both systems known and different: coordinates are transformed. One of them unknown: coordinates are taken as they
 * are, which is all that can be done. Safe from many threads.
 */
public final class Placement {
    private static final int EDGE_POINTS = 21;

    private final Grid grid;
    private final String mapKey;
    private final Optional<Crs.CoordinateMap> mapToRaster;
    private final MapExtent extent;

    private Placement(
            Grid grid,
            String mapKey,
            Optional<Crs.CoordinateMap> mapToRaster,
            Optional<Crs.CoordinateMap> rasterToMap) {
        this.grid = grid;
        this.mapKey = mapKey;
        this.mapToRaster = mapToRaster;
        double[] edge = edge(grid);
        rasterToMap.ifPresent(map -> map.apply(edge));
        this.extent = MapExtent.around(edge);
    }

    /** Places a grid in a map; the first use of a coordinate system takes seconds, so never on the window's thread. */
    public static Placement of(Grid grid, Optional<Crs> mapCrs) throws BadInputException {
        String key = mapCrs.map(Crs::wkt).orElse("");
        if (mapCrs.isEmpty()
                || grid.crs().isEmpty()
                || mapCrs.get().sameAs(grid.crs().get())) {
            return new Placement(grid, key, Optional.empty(), Optional.empty());
        }
        Crs rasterCrs = grid.crs().get();
        return new Placement(
                grid, key, Optional.of(mapCrs.get().mapTo(rasterCrs)), Optional.of(rasterCrs.mapTo(mapCrs.get())));
    }

    /** What the raster covers in the map. */
    public MapExtent extent() {
        return extent;
    }

    /** Changes map coordinates x0, y0, x1, y1, ... in place to fractional columns and rows of full resolution. */
    public void toPixels(double[] points) {
        mapToRaster.ifPresent(map -> map.apply(points));
        GeoTransform transform = grid.transform();
        for (int i = 0; i + 1 < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            points[i] = transform.column(x, y);
            points[i + 1] = transform.row(x, y);
        }
    }

    /** What tells two maps apart; part of cache keys. */
    String mapKey() {
        return mapKey;
    }

    private static double[] edge(Grid grid) {
        GeoTransform transform = grid.transform();
        double[] points = new double[EDGE_POINTS * EDGE_POINTS * 2];
        int next = 0;
        for (int i = 0; i < EDGE_POINTS; i++) {
            for (int j = 0; j < EDGE_POINTS; j++) {
                double column = grid.width() * (double) j / (EDGE_POINTS - 1);
                double row = grid.height() * (double) i / (EDGE_POINTS - 1);
                points[next++] = transform.x(column, row);
                points[next++] = transform.y(column, row);
            }
        }
        return points;
    }
}
