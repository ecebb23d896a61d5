package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.vector.read.RingPolygon;

/**
 * Brings polygons of any coordinate reference system to the pixels of a grid.
 *
 * <p>What lies far outside the grid is cut off first, so that a polygon may reach around the Earth though the grid's system
 * is defined for one zone of it only. Long edges get points between their ends, where a straight line of the one system is a
 * curve in the other.
 */
final class PixelPlacement {
    /** Edges are cut into pieces of at most this part of the grid's extent. */
    private static final int PARTS = 256;

    private static final int BORDER_POINTS = 64;
    /** What is kept beyond the grid on each side, in parts of its extent; the border's curve stays inside. */
    private static final double MARGIN = 0.25;

    private final String name;
    private final GeoTransform transform;
    private final Crs.@Nullable CoordinateMap map;
    private final @Nullable Envelope near;

    private PixelPlacement(
            String name, GeoTransform transform, Crs.@Nullable CoordinateMap map, @Nullable Envelope near) {
        this.name = name;
        this.transform = transform;
        this.map = map;
        this.near = near;
    }

    /**
     * @param name how messages call the polygons
     * @param crs the system of the polygons; empty where they state none
     * @param own whether polygons without a system are meant in the grid's own coordinates
     * @throws BadInputException when it is not known where the polygons or the grid lie
     */
    static PixelPlacement of(String name, Optional<Crs> crs, Grid grid, boolean own) throws BadInputException {
        if (crs.isEmpty() && grid.isGeoreferenced() && !own) {
            throw new BadInputException(name + " states no coordinate reference system. Give it one, for example with"
                    + " \"ogr2ogr -a_srs EPSG:n OUT.gpkg FILE\".");
        }
        if (crs.isEmpty()) {
            return new PixelPlacement(name, grid.transform(), null, null);
        }
        Crs target = grid.crs()
                .orElseThrow(() -> new BadInputException(name + " cannot be laid onto the before raster, which has no"
                        + " coordinate reference system. Give the area as"
                        + " SRID=0; and well-known text in pixels (x right, y"
                        + " negative downwards)."));
        if (crs.get().sameAs(target)) {
            return new PixelPlacement(name, grid.transform(), null, null);
        }
        return new PixelPlacement(
                name, grid.transform(), crs.get().mapTo(target), surroundings(grid, target, crs.get()));
    }

    /** The extent around the grid in the polygons' system; null where it has none, as around a pole. */
    private static @Nullable Envelope surroundings(Grid grid, Crs from, Crs to) throws BadInputException {
        double[] points = new double[8 * BORDER_POINTS];
        for (int i = 0; i < BORDER_POINTS; i++) {
            double along = i / (double) BORDER_POINTS;
            double[][] sides = {{along, 0}, {1, along}, {1 - along, 1}, {0, 1 - along}};
            for (int side = 0; side < 4; side++) {
                double column = sides[side][0] * grid.width();
                double row = sides[side][1] * grid.height();
                points[8 * i + 2 * side] = grid.transform().x(column, row);
                points[8 * i + 2 * side + 1] = grid.transform().y(column, row);
            }
        }
        from.mapTo(to).apply(points);
        Envelope envelope = new Envelope();
        for (int i = 0; i < points.length; i += 2) {
            if (!Double.isFinite(points[i]) || !Double.isFinite(points[i + 1])) {
                return null;
            }
            envelope.expandToInclude(points[i], points[i + 1]);
        }
        // Across the antimeridian or around a pole longitudes jump, and the extent would be the wrong one.
        if (to.isGeographic() && envelope.getWidth() > 180) {
            return null;
        }
        envelope.expandBy(MARGIN * Math.max(envelope.getWidth(), envelope.getHeight()));
        return envelope;
    }

    /** The polygon in pixels, x the column and y the row; empty where it lies far from the grid. */
    Optional<RingPolygon> place(RingPolygon polygon) throws BadInputException {
        double[] shell = place(polygon.shell());
        if (shell.length == 0) {
            return Optional.empty();
        }
        List<double[]> holes = new ArrayList<>();
        for (double[] hole : polygon.holes()) {
            double[] placed = place(hole);
            if (placed.length > 0) {
                holes.add(placed);
            }
        }
        return Optional.of(new RingPolygon(shell, holes));
    }

    private double[] place(double[] ring) throws BadInputException {
        double[] points = ring.clone();
        if (map != null) {
            points = near == null ? points : RingClip.clip(points, near);
            points = densified(points);
            map.apply(points);
        }
        for (int i = 0; i + 1 < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            points[i] = transform.column(x, y);
            points[i + 1] = transform.row(x, y);
            if (!Double.isFinite(points[i]) || !Double.isFinite(points[i + 1])) {
                throw new BadInputException(
                        name + " reaches where the before raster's coordinate reference system is not defined."
                                + " Check that its coordinates are longitude before latitude.");
            }
        }
        return points;
    }

    private double[] densified(double[] ring) {
        Envelope extent = near;
        if (extent == null) {
            extent = new Envelope();
            for (int i = 0; i + 1 < ring.length; i += 2) {
                extent.expandToInclude(ring[i], ring[i + 1]);
            }
        }
        double step = Math.max(extent.getWidth(), extent.getHeight()) / PARTS;
        if (!(step > 0) || ring.length < 4) {
            return ring;
        }
        double[] dense = new double[2 * ring.length];
        int count = 0;
        for (int i = 2; i + 1 < ring.length; i += 2) {
            double dx = ring[i] - ring[i - 2];
            double dy = ring[i + 1] - ring[i - 1];
            int pieces = (int) Math.max(1, Math.ceil(Math.hypot(dx, dy) / step));
            while (count + 2 * pieces + 2 > dense.length) {
                dense = Arrays.copyOf(dense, 2 * dense.length);
            }
            for (int piece = 0; piece < pieces; piece++) {
                dense[count++] = ring[i - 2] + dx * piece / pieces;
                dense[count++] = ring[i - 1] + dy * piece / pieces;
            }
        }
        dense[count++] = ring[ring.length - 2];
        dense[count++] = ring[ring.length - 1];
        return Arrays.copyOf(dense, count);
    }
}
