package org.palimpsest.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.GridChoice;
import org.palimpsest.detect.GridWish;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PixelMetric;

/**
 * Finds the pixels on which both dates are compared: what the user chose, and where that does not suit the detector, what it
 * wants.
 *
 * <p>A detector that learned from other scenes gets metric pixels where the chosen ones are of longitude and latitude, and
 * pixels of the size it learned from where the chosen ones are more than 1.5 times larger or smaller.
 */
final class AnalysisGrid {
    /** A grid with more pixels on a side can neither be counted in ints nor be meant. */
    private static final double MOST_PIXELS = 1 << 24;

    private static final int POINTS = 64;

    private final GridChoice choice;
    private final Optional<GridWish> wish;
    private final boolean force;
    private final Progress progress;

    /**
     * @param wish of the detector
     * @param force whether the user wants the detector to run on pixels that it was not made for
     * @param progress hears what was decided in place of what the user chose
     */
    AnalysisGrid(GridChoice choice, Optional<GridWish> wish, boolean force, Progress progress) {
        this.choice = choice;
        this.wish = wish;
        this.force = force;
        this.progress = progress;
    }

    /**
     * The grid for a pair.
     *
     * @param overlap the part of the first date's grid to compare
     * @throws BadInputException when the rasters have no place on the Earth and the choice needs one, or the pixels do not suit
     *     the detector and the user did not say that it shall run all the same
     */
    Grid of(Grid before, Grid after, Window overlap) throws BadInputException {
        Grid chosen = chosen(before, after, overlap);
        if (wish.isEmpty() || !chosen.isGeoreferenced()) {
            return chosen;
        }
        if (chosen.crs().get().isGeographic()) {
            chosen = covering(before, overlap, utm(before, overlap), metres(before, overlap));
            progress.warning(Notice.of(
                    "grid.square",
                    "The detector learned from pixels that are square on the ground, so both dates are brought from"
                            + " longitude and latitude to {0} for it; the results return to the first date's pixels.",
                    chosen.crs().orElseThrow()));
        }
        return ofWantedSize(chosen, wish.get());
    }

    private Grid chosen(Grid before, Grid after, Window overlap) throws BadInputException {
        if (choice.base() == GridChoice.Base.BEFORE) {
            return before;
        }
        if (!before.isGeoreferenced()) {
            throw new BadInputException(
                    "The rasters do not say where they lie, so the only grid to compare them on is that "
                            + "of the first one: leave --grid out.");
        }
        if (choice.base() == GridChoice.Base.AFTER) {
            return after;
        }
        Crs crs = choice.base() == GridChoice.Base.AUTO_UTM
                ? utm(before, overlap)
                : Crs.parse(choice.system().orElseThrow());
        return covering(
                before,
                overlap,
                crs,
                choice.metres().isPresent() ? choice.metres().getAsDouble() : metres(before, overlap));
    }

    /** The side of a square of the same area as a pixel in the middle, in metres, to two digits. */
    private static double metres(Grid grid, Window part) {
        double[] size = pixelSize(grid, part);
        return Double.parseDouble(digits(Math.sqrt(size[0] * size[1]), 2));
    }

    private static String digits(double value, int digits) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Width and height of a pixel in the middle of a part of a grid, in metres on the ground. */
    private static double[] pixelSize(Grid grid, Window part) {
        Window middle = new Window(part.x() + part.width() / 2 - 4, part.y() + part.height() / 2 - 4, 8, 8);
        PixelMetric metric = PixelMetric.of(grid.part(middle));
        return new double[] {metric.edgeLength(4, 4, 5, 4), metric.edgeLength(4, 4, 4, 5)};
    }

    private static Crs utm(Grid grid, Window part) throws BadInputException {
        double column = part.x() + part.width() / 2.0;
        double row = part.y() + part.height() / 2.0;
        double[] point = {grid.transform().x(column, row), grid.transform().y(column, row)};
        grid.crs().orElseThrow().mapTo(Crs.longitudeLatitude()).apply(point);
        if (!Double.isFinite(point[0]) || !(Math.abs(point[1]) <= 84)) {
            throw new BadInputException(
                    "The middle of the scene lies where the Universal Transverse Mercator system ends. "
                            + "Choose a system with --grid EPSG:n@10m, such as a polar one.");
        }
        int zone = Math.floorMod((int) Math.floor((point[0] + 180) / 6), 60) + 1;
        return Crs.parse("EPSG:" + ((point[1] >= 0 ? 32600 : 32700) + zone));
    }

    /** A grid with north up that covers a part of another one; its corners lie on whole numbers of pixels. */
    private static Grid covering(Grid source, Window part, Crs crs, double metres) throws BadInputException {
        Crs.CoordinateMap map = source.crs().orElseThrow().mapTo(crs);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.POSITIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= POINTS; i++) {
            double along = i / (double) POINTS;
            double x = part.x() + along * part.width();
            double y = part.y() + along * part.height();
            double[] points = {x, part.y(), x, part.endY(), part.x(), y, part.endX(), y};
            for (int j = 0; j < points.length; j += 2) {
                double column = points[j];
                points[j] = source.transform().x(column, points[j + 1]);
                points[j + 1] = source.transform().y(column, points[j + 1]);
            }
            map.apply(points);
            for (int j = 0; j < points.length; j += 2) {
                if (!Double.isFinite(points[j]) || !Double.isFinite(points[j + 1])) {
                    throw new BadInputException(
                            "A part of the scene has no place in " + crs + ". Choose another grid.");
                }
                left = Math.min(left, points[j]);
                right = Math.max(right, points[j]);
                bottom = Math.min(bottom, points[j + 1]);
                top = Math.max(top, points[j + 1]);
            }
        }
        double[] size = unitsOf(crs, metres, (left + right) / 2, (bottom + top) / 2);
        double x = Math.floor(left / size[0]) * size[0];
        double y = Math.ceil(top / size[1]) * size[1];
        return grid((right - x) / size[0], (y - bottom) / size[1], GeoTransform.northUp(x, y, size[0], size[1]), crs);
    }

    /** A length along x and y in units of a system: metres of the projection, or what they are on the ground in degrees. */
    private static double[] unitsOf(Crs crs, double metres, double x, double y) {
        if (!crs.isGeographic()) {
            double unit = crs.metresPerUnit();
            return new double[] {metres / unit, metres / unit};
        }
        double step = 1e-3;
        Grid around = new Grid(8, 8, GeoTransform.northUp(x - 4 * step, y + 4 * step, step, step), Optional.of(crs));
        double[] size = pixelSize(around, around.window());
        return new double[] {metres * step / size[0], metres * step / size[1]};
    }

    private static Grid grid(double columns, double rows, GeoTransform transform, Crs crs) throws BadInputException {
        double slack = 1e-6;
        double width = Math.max(1, Math.ceil(columns - slack));
        double height = Math.max(1, Math.ceil(rows - slack));
        if (!(width <= MOST_PIXELS && height <= MOST_PIXELS)) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "The grid would have %.0f x %.0f pixels, which is more than %.0f on a side. Choose larger pixels.",
                    width,
                    height,
                    MOST_PIXELS));
        }
        return new Grid((int) width, (int) height, transform, Optional.of(crs));
    }

    private Grid ofWantedSize(Grid chosen, GridWish wanted) throws BadInputException {
        double[] size = pixelSize(chosen, chosen.window());
        double metres = Math.sqrt(size[0] * size[1]);
        double factor = wanted.factor(metres);
        if (!(factor > GridWish.RESAMPLED)) {
            return chosen;
        }
        double side = wanted.groundSampleDistance().orElseThrow();
        String learned = digits(side, 3);
        String given = digits(metres, 3);
        if (factor > GridWish.DISTRUSTED) {
            if (!force) {
                throw new BadInputException(
                        metres > side
                                ? Notice.of(
                                        "grid.tooLarge",
                                        "The detector learned from pixels of {0} m, but those of the scene have {1} m,"
                                                + " which is {2} times as large: its answer would not be to be trusted."
                                                + " Take weights for such pixels, or add --force.",
                                        learned,
                                        given,
                                        digits(factor, 2))
                                : Notice.of(
                                        "grid.tooSmall",
                                        "The detector learned from pixels of {0} m, but those of the scene have {1} m,"
                                                + " which is {2} times as small: its answer would not be to be trusted."
                                                + " Take weights for such pixels, or add --force.",
                                        learned,
                                        given,
                                        digits(factor, 2)));
            }
            progress.warning(Notice.of(
                    "grid.distrusted",
                    "The answer is not to be trusted: the detector learned from pixels of {0} m, but those of the"
                            + " scene have {1} m.",
                    learned,
                    given));
        }
        if (choice.metres().isPresent()) {
            progress.warning(Notice.of(
                    "grid.chosen",
                    "The detector learned from pixels of {0} m, but those of the scene have {1} m, as you chose.",
                    learned,
                    given));
            return chosen;
        }
        progress.warning(Notice.of(
                "grid.resampled",
                "The detector learned from pixels of {0} m, but those of the scene have {1} m: it sees both dates"
                        + " resampled to what it learned from; the results return to the first date's pixels.",
                learned,
                given));
        double columnFactor = side / size[0];
        double rowFactor = side / size[1];
        return grid(
                chosen.width() / columnFactor,
                chosen.height() / rowFactor,
                chosen.transform().scale(columnFactor, rowFactor),
                chosen.crs().orElseThrow());
    }
}
