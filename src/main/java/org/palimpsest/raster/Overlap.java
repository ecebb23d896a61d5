package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * Where two rasters share ground.
 *
 * @param window the smallest window of the first raster's grid that holds all pixels the second one covers
 * @param share of the first raster's pixels that the second one covers, above 0 and at most 1
 * @param warnings sentences for the user, about places that had to be taken on trust
 */
public record Overlap(Window window, double share, List<Notice> warnings) {
    /** Points along each side of a footprint, and along each side of the lattice that measures the share. */
    private static final int POINTS = 128;

    public Overlap {
        warnings = List.copyOf(warnings);
    }

    /**
     * Finds the shared ground of two rasters.
     *
     * @throws BadInputException when they share none, when only one of them states a coordinate reference system, or when
     *     neither does and their sizes differ
     */
    public static Overlap of(Raster before, Raster after) throws BadInputException {
        List<Notice> warnings = placeWarnings(before, after);
        Grid first = before.grid();
        Grid second = placeOf(before, after);
        Window window = footprint(second, first).orElseThrow(() -> none(before, after));
        double covered = coveredShare(first, second, window);
        if (covered == 0) {
            throw none(before, after);
        }
        return new Overlap(window, Math.min(1, covered * window.pixels() / first.pixels()), warnings);
    }

    /** The grid of the second raster, placed pixel on pixel where neither raster says where it lies. */
    static Grid placeOf(Raster before, Raster after) {
        boolean placed = after.grid().isGeoreferenced() || hasPlace(before) && hasPlace(after);
        return placed
                ? after.grid()
                : new Grid(
                        after.grid().width(),
                        after.grid().height(),
                        before.grid().transform(),
                        Optional.empty());
    }

    private static boolean hasPlace(Raster raster) {
        return !raster.grid().transform().equals(GeoTransform.PIXELS);
    }

    private static List<Notice> placeWarnings(Raster before, Raster after) throws BadInputException {
        List<Notice> warnings = new ArrayList<>();
        boolean first = before.grid().isGeoreferenced();
        boolean second = after.grid().isGeoreferenced();
        if (first != second) {
            Raster with = first ? before : after;
            Raster without = first ? after : before;
            throw new BadInputException("Only one of the rasters says where it lies: " + with.name() + " is in "
                    + with.grid().crs().orElseThrow() + ", but " + without.name()
                    + " " + missing(without));
        }
        if (first) {
            after.grid()
                    .crs()
                    .orElseThrow()
                    .datumWarning(
                            before.grid().crs().orElseThrow(), before.grid().metres() / 2)
                    .ifPresent(warnings::add);
            return warnings;
        }
        if (hasPlace(before) && hasPlace(after)) {
            warnings.add(Notice.of(
                    "place.noSystem",
                    "Neither raster states a coordinate reference system; their coordinates are taken to be in the"
                            + " same one."));
            return warnings;
        }
        if (before.grid().width() != after.grid().width()
                || before.grid().height() != after.grid().height()) {
            throw new BadInputException("Neither raster says where it lies, and their sizes differ: " + before.name()
                    + " has " + size(before) + " pixels, " + after.name() + " has " + size(after)
                    + ". Georeference them, or cut both to the same pixels. " + before.name() + " " + missing(before));
        }
        warnings.add(Notice.of(
                "place.none",
                "Neither raster says where it lies; both have {0} pixels and are compared pixel by pixel.",
                size(before)));
        return warnings;
    }

    /** What a raster lacks, and the words with which the user can decide. */
    private static String missing(Raster raster) {
        if (raster.facts().controlPoints() > 0 && !hasPlace(raster)) {
            return "has only ground control points. Write " + raster.name()
                    + "#gcps to place it by the affine map that fits them best, or warp it first with \"gdalwarp IN"
                    + " OUT.tif\".";
        }
        return hasPlace(raster)
                ? "states no coordinate reference system. Write " + raster.name()
                        + "#crs=EPSG:n if you know it, or set it with \"gdal_edit.py -a_srs EPSG:n FILE\"."
                : "has no georeference. Georeference it, or write " + raster.name()
                        + "#like=FILE where another raster has the same pixels.";
    }

    private static String size(Raster raster) {
        return raster.grid().width() + " x " + raster.grid().height();
    }

    /** The window of {@code target} that holds the whole of {@code source}; empty where they lie apart. */
    public static Optional<Window> footprint(Grid source, Grid target) throws BadInputException {
        double[] points = border(source);
        PixelMap.between(source, target).apply(points);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i += 2) {
            if (!Double.isFinite(points[i]) || !Double.isFinite(points[i + 1])) {
                // A footprint that reaches over the edge of the other's system: the lattice decides.
                return Optional.of(target.window());
            }
            left = Math.min(left, points[i]);
            right = Math.max(right, points[i]);
            top = Math.min(top, points[i + 1]);
            bottom = Math.max(bottom, points[i + 1]);
        }
        // A pixel counts when its centre is covered; a thousandth absorbs the rounding of coordinates.
        double slack = 0.5 - 1e-3;
        int x = (int) Math.max(0, Math.floor(left + slack));
        int y = (int) Math.max(0, Math.floor(top + slack));
        int endX = (int) Math.min(target.width(), Math.ceil(right - slack));
        int endY = (int) Math.min(target.height(), Math.ceil(bottom - slack));
        return endX > x && endY > y ? Optional.of(new Window(x, y, endX - x, endY - y)) : Optional.empty();
    }

    /** Columns and rows of points along the outer edge of a grid. */
    static double[] border(Grid grid) {
        double[] points = new double[8 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double along = i / (double) POINTS;
            double[] side = {
                along * grid.width(),
                0,
                grid.width(),
                along * grid.height(),
                grid.width() * (1 - along),
                grid.height(),
                0,
                grid.height() * (1 - along)
            };
            System.arraycopy(side, 0, points, 8 * i, 8);
        }
        return points;
    }

    private static double coveredShare(Grid first, Grid second, Window window) throws BadInputException {
        int across = Math.min(POINTS, window.width());
        int down = Math.min(POINTS, window.height());
        double[] points = new double[2 * across * down];
        for (int i = 0; i < across * down; i++) {
            points[2 * i] = window.x() + (i % across + 0.5) * window.width() / across;
            points[2 * i + 1] = window.y() + (i / across + 0.5) * window.height() / down;
        }
        PixelMap.between(first, second).apply(points);
        int inside = 0;
        double slack = 1e-3;
        for (int i = 0; i < points.length; i += 2) {
            if (points[i] >= -slack
                    && points[i] <= second.width() + slack
                    && points[i + 1] >= -slack
                    && points[i + 1] <= second.height() + slack) {
                inside++;
            }
        }
        return inside / (double) (across * down);
    }

    private static BadInputException none(Raster before, Raster after) {
        return new BadInputException(Notice.of(
                "place.apart",
                "The rasters do not overlap: {0} covers {1}; {2} covers {3}. Choose two rasters of the same place.",
                before.name(),
                extent(before),
                after.name(),
                extent(after)));
    }

    private static String extent(Raster raster) {
        Grid grid = raster.grid();
        double[] points = border(grid);
        for (int i = 0; i < points.length; i += 2) {
            double column = points[i];
            points[i] = grid.transform().x(column, points[i + 1]);
            points[i + 1] = grid.transform().y(column, points[i + 1]);
        }
        String names = "x %.6g to %.6g, y %.6g to %.6g";
        try {
            if (grid.crs().isPresent()) {
                grid.crs().get().mapTo(Crs.longitudeLatitude()).apply(points);
                names = "longitude %.4f to %.4f, latitude %.4f to %.4f";
            }
        } catch (BadInputException e) {
            names += " in " + grid.crs().orElseThrow();
        }
        double[] range = {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int i = 0; i < points.length; i += 2) {
            range[0] = Math.min(range[0], points[i]);
            range[1] = Math.max(range[1], points[i]);
            range[2] = Math.min(range[2], points[i + 1]);
            range[3] = Math.max(range[3], points[i + 1]);
        }
        return String.format(Locale.ROOT, names, range[0], range[1], range[2], range[3]);
    }
}
