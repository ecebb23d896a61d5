package org.palimpsest.detect.shift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.raster.Displacement;
import org.palimpsest.raster.Window;

/**
 * The shifts that were measured at places in rows and columns all over a pair, by phase correlation.
 *
 * <p>Pixels that do not count in the pair are left out. Where a place shows too little that both dates have in common, nothing
 * is known. Immutable.
 */
public final class ShiftSurvey {
    private static final int[] SIDES = {256, 128, 64, 32};
    private static final int FEW_PLACES_PER_SIDE = 4;
    private static final int MANY_PLACES_PER_SIDE = 24;
    /** A survey of many places wants at least so many windows side by side before it takes larger ones. */
    private static final int WINDOWS_PER_SIDE = 4;

    private static final double LEAST_SIGNIFICANCE = 13;
    private static final double LEAST_VALID = 0.5;

    private final Window first;
    private final double columnStep;
    private final double rowStep;
    private final int columns;
    private final List<Optional<ShiftPlace>> places;

    private ShiftSurvey(
            Window first, double columnStep, double rowStep, int columns, List<Optional<ShiftPlace>> places) {
        this.first = first;
        this.columnStep = columnStep;
        this.rowStep = rowStep;
        this.columns = columns;
        this.places = List.copyOf(places);
    }

    /** Looks at up to 4 x 4 large places: enough to know the shift of the whole. */
    public static ShiftSurvey ofFewPlaces(AlignedPair pair, int threads, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int side = 0;
        for (int candidate : SIDES) {
            if (side == 0 && candidate <= shorterSide(pair)) {
                side = candidate;
            }
        }
        Window extent = pair.extent();
        int least = Math.max(1, side);
        int across = Math.min(FEW_PLACES_PER_SIDE, Math.max(1, extent.width() / least));
        int down = Math.min(FEW_PLACES_PER_SIDE, Math.max(1, extent.height() / least));
        boolean roomy = Math.min(extent.width() / across, extent.height() / down) > 3 * side;
        return measure(pair, extent, side, across, down, roomy ? least : 1, threads, cancellation);
    }

    /** Looks at up to 24 x 24 smaller places, which overlap by half in a small scene: enough to see how the shift varies. */
    public static ShiftSurvey ofManyPlaces(AlignedPair pair, int threads, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int side = 0;
        for (int candidate : SIDES) {
            int needed = candidate == SIDES[SIDES.length - 1] ? candidate : candidate * WINDOWS_PER_SIDE;
            if (side == 0 && needed <= shorterSide(pair)) {
                side = candidate;
            }
        }
        // Windows may overhang the scene by a quarter, which weighs little in them: so the field is known nearer to the
        // edge.
        Window extent = pair.extent().grow(side / 4);
        int half = Math.max(1, side / 2);
        int across = Math.min(MANY_PLACES_PER_SIDE, Math.max(1, extent.width() / half - 1));
        int down = Math.min(MANY_PLACES_PER_SIDE, Math.max(1, extent.height() / half - 1));
        return measure(pair, extent, side, across, down, 1, threads, cancellation);
    }

    private static int shorterSide(AlignedPair pair) {
        return Math.min(pair.extent().width(), pair.extent().height());
    }

    /**
     * @param extent in which the windows lie
     * @param grain windows begin at multiples of so many pixels of the grid, because then most of them are one block of the
     *     file instead of four
     */
    private static ShiftSurvey measure(
            AlignedPair pair,
            Window extent,
            int side,
            int across,
            int down,
            int grain,
            int threads,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        double columnStep = (extent.width() - side) / (double) across;
        double rowStep = (extent.height() - side) / (double) down;
        if (side == 0) {
            return new ShiftSurvey(extent, 0, 0, 0, List.of());
        }
        Window first = new Window(extent.x() + (int) (columnStep / 2), extent.y() + (int) (rowStep / 2), side, side);
        PhaseCorrelation correlation = new PhaseCorrelation(side);
        List<Optional<ShiftPlace>> places = new ArrayList<>();
        for (int i = 0; i < across * down; i++) {
            places.add(Optional.empty());
        }
        try {
            new TileWorkers(threads, cancellation).forEach((long) across * down, tile -> {
                int i = (int) tile;
                int column = i % across;
                int row = i / across;
                Window window = first.translate((int) (column * columnStep), (int) (row * rowStep));
                Window begin = window.translate(-window.x() % grain, -window.y() % grain);
                Optional<ShiftPlace> place = measure(pair.read(begin), correlation);
                synchronized (places) {
                    places.set(i, place);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ShiftSurvey(first, columnStep, rowStep, across, places);
    }

    private static Optional<ShiftPlace> measure(PairWindow window, PhaseCorrelation correlation) {
        if (StructurePicture.validShare(window) < LEAST_VALID) {
            return Optional.empty();
        }
        Window place = window.before().window();
        return correlation
                .between(
                        StructurePicture.grey(window.before(), window.valid()),
                        StructurePicture.grey(window.after(), window.valid()),
                        StructurePicture.weights(window.valid(), place.width()))
                .filter(shift -> shift.significance() >= LEAST_SIGNIFICANCE)
                .map(shift -> new ShiftPlace(
                        place.x() + place.width() / 2.0,
                        place.y() + place.height() / 2.0,
                        shift.dx(),
                        shift.dy(),
                        shift.significance()));
    }

    /** Places in a row of the survey. */
    int columns() {
        return columns;
    }

    /** Rows of places. */
    int rows() {
        return columns == 0 ? 0 : places.size() / columns;
    }

    /** The middle of the first place, in pixels of the grid. */
    double firstColumn() {
        return first.x() + first.width() / 2.0;
    }

    /** The middle of the first place. */
    double firstRow() {
        return first.y() + first.height() / 2.0;
    }

    /** Pixels from one place to the next in a row. */
    double columnStep() {
        return columnStep;
    }

    /** Pixels from one row of places to the next. */
    double rowStep() {
        return rowStep;
    }

    /** What was measured at a place of the survey, row by row. */
    Optional<ShiftPlace> at(int column, int row) {
        return places.get(row * columns + column);
    }

    /** Pixels from one place to the next, the shorter way. */
    public double spacing() {
        double across = columns > 1 ? columnStep : Double.POSITIVE_INFINITY;
        double spacing = Math.min(across, rows() > 1 ? rowStep : Double.POSITIVE_INFINITY);
        return Double.isInfinite(spacing) ? first.width() : spacing;
    }

    /** All places at which a shift could be measured. */
    public List<ShiftPlace> places() {
        return places.stream().flatMap(Optional::stream).toList();
    }

    /** The place whose middle is nearest to a pixel, if something is known there. */
    public Optional<ShiftPlace> nearest(double column, double row) {
        if (columns == 0) {
            return Optional.empty();
        }
        int i = nearest(column - firstColumn(), columnStep, columns);
        int j = nearest(row - firstRow(), rowStep, rows());
        return at(i, j);
    }

    private static int nearest(double distance, double step, int count) {
        return step == 0 ? 0 : (int) Math.max(0, Math.min(count - 1, Math.rint(distance / step)));
    }

    /**
     * The survey without the places whose shift is not like that of their neighbours: changes, clouds, their shadows.
     *
     * <p>The normalised median test of Westerweel and Scarano (2005, Experiments in Fluids 39): a shift's distance from the
     * median of the eight around it, in terms of their own median distance from it.
     */
    public ShiftSurvey withoutOutliers() {
        List<Optional<ShiftPlace>> kept = new ArrayList<>();
        for (int j = 0; j < rows(); j++) {
            for (int i = 0; i < columns; i++) {
                List<ShiftPlace> around = around(i, j);
                kept.add(at(i, j).filter(place -> !NeighbourAgreement.isOutlier(place, around)));
            }
        }
        return new ShiftSurvey(first, columnStep, rowStep, columns, kept);
    }

    /** The survey of a pair as it was before its second date was moved. */
    ShiftSurvey plus(Displacement moved) {
        List<Optional<ShiftPlace>> all = places.stream()
                .map(known -> known.map(place -> place.withShift(
                        place.dx() + moved.dx(place.column(), place.row()),
                        place.dy() + moved.dy(place.column(), place.row()))))
                .toList();
        return new ShiftSurvey(first, columnStep, rowStep, columns, all);
    }

    private List<ShiftPlace> around(int column, int row) {
        List<ShiftPlace> around = new ArrayList<>();
        for (int j = Math.max(0, row - 1); j <= Math.min(rows() - 1, row + 1); j++) {
            for (int i = Math.max(0, column - 1); i <= Math.min(columns - 1, column + 1); i++) {
                if (i != column || j != row) {
                    at(i, j).ifPresent(around::add);
                }
            }
        }
        return around;
    }

    /** The root of the mean square of the lengths of all shifts, in pixels; NaN where none is known. */
    public double rootMeanSquare() {
        return Math.sqrt(places().stream()
                .mapToDouble(place -> place.length() * place.length())
                .average()
                .orElse(Double.NaN));
    }
}
