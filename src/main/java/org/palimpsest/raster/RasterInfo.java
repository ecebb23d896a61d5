package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * Everything that can be said of a raster without reading its pixels, for people and programs.
 *
 * @param name the path as the user gave it
 * @param grid size and place
 * @param bands all bands of the file, one that only says what was observed (alpha) too
 * @param overviews grids of the coarser levels, fine to coarse
 * @param blockSize columns and rows of the stored blocks
 * @param facts what else the file says
 * @param extent smallest and largest coordinates of the outer edges; empty without a place
 * @param lonLatExtent the same in degrees of longitude and latitude (WGS 84), where they can be computed
 * @param warnings sentences about what is unusual and what follows from it
 */
public record RasterInfo(
        String name,
        Grid grid,
        List<Band> bands,
        List<Grid> overviews,
        BlockSize blockSize,
        RasterFacts facts,
        Optional<Extent> extent,
        Optional<Extent> lonLatExtent,
        List<Notice> warnings) {
    private static final int POINTS_PER_SIDE = 32;

    public RasterInfo {
        bands = List.copyOf(bands);
        overviews = List.copyOf(overviews);
        warnings = List.copyOf(warnings);
    }

    /** A rectangle of coordinates. */
    public record Extent(double minX, double minY, double maxX, double maxY) {}

    /** Gathers what is known of an open raster. */
    public static RasterInfo of(Raster raster) throws BadInputException {
        Grid grid = raster.grid();
        boolean placed = !grid.transform().equals(GeoTransform.PIXELS);
        List<Notice> warnings = new ArrayList<>(warnings(raster));
        grid.crs()
                .flatMap(crs -> crs.datumWarning(Crs.longitudeLatitude(), grid.metres() / 2))
                .ifPresent(warnings::add);
        return new RasterInfo(
                raster.name(),
                grid,
                raster instanceof StoredRaster stored ? stored.storedBands() : raster.bands(),
                raster.levels().subList(1, raster.levels().size()),
                raster.blockSize(),
                raster.facts(),
                placed ? Optional.of(extent(grid, points -> {})) : Optional.empty(),
                lonLatExtent(grid),
                warnings);
    }

    private static Optional<Extent> lonLatExtent(Grid grid) {
        if (grid.crs().isEmpty()) {
            return Optional.empty();
        }
        try {
            Extent extent = extent(grid, grid.crs().get().mapTo(Crs.longitudeLatitude()));
            return Double.isFinite(extent.minX()) && Double.isFinite(extent.minY())
                    ? Optional.of(extent)
                    : Optional.empty();
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private static Extent extent(Grid grid, Crs.CoordinateMap map) {
        double[] points = new double[8 * POINTS_PER_SIDE];
        for (int i = 0; i < POINTS_PER_SIDE; i++) {
            double across = grid.width() * (i / (POINTS_PER_SIDE - 1.0));
            double down = grid.height() * (i / (POINTS_PER_SIDE - 1.0));
            double[][] sides = {{across, 0}, {across, grid.height()}, {0, down}, {grid.width(), down}};
            for (int side = 0; side < 4; side++) {
                points[8 * i + 2 * side] = grid.transform().x(sides[side][0], sides[side][1]);
                points[8 * i + 2 * side + 1] = grid.transform().y(sides[side][0], sides[side][1]);
            }
        }
        map.apply(points);
        double minX = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i += 2) {
            if (Double.isFinite(points[i]) && Double.isFinite(points[i + 1])) {
                minX = Math.min(minX, points[i]);
                maxX = Math.max(maxX, points[i]);
                minY = Math.min(minY, points[i + 1]);
                maxY = Math.max(maxY, points[i + 1]);
            }
        }
        return new Extent(minX, minY, maxX, maxY);
    }

    /** Sentences about what is unusual in a raster, and what follows from it. */
    public static List<Notice> warnings(Raster raster) {
        List<Notice> warnings = new ArrayList<>();
        boolean placed = !raster.grid().transform().equals(GeoTransform.PIXELS);
        GeoTransform t = raster.grid().transform();
        if (!t.isAxisAligned()) {
            double degrees = Math.toDegrees(Math.atan2(t.yPerColumn(), t.xPerColumn()));
            warnings.add(Notice.of(
                    "raster.rotated",
                    "The grid is rotated: its rows run {0} degrees from the x axis.",
                    String.format(Locale.ROOT, "%.2f", degrees)));
        } else if (t.yPerRow() > 0) {
            warnings.add(Notice.of(
                    "raster.southUp", "The grid is stored with south up: the first row is the southernmost."));
        }
        boolean controlPointsOnly = raster.facts().controlPoints() > 0 && !placed;
        if (!placed && !controlPointsOnly) {
            warnings.add(Notice.of(
                    "raster.noPlace",
                    "The file does not say where it lies. Write FILE#like=OTHER where another raster has the same"
                            + " pixels."));
        } else if (placed && raster.grid().crs().isEmpty()) {
            warnings.add(Notice.of(
                    "raster.noSystem",
                    "The file has coordinates but states no coordinate reference system that is known here; write"
                            + " FILE#crs=EPSG:n, or give it one with \"gdal_edit.py -a_srs EPSG:n FILE\"."));
        }
        warnings.addAll(raster.facts().warnings());
        return warnings;
    }
}
