package org.palimpsest.detect.shift;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.engine.RasterPair;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * How far the second date still lies off the first after both were put on one grid: the residual shift that a user should
 * know of before believing in changes along every edge.
 *
 * <p>Places all over the overlap are compared by phase correlation; the median of those that agree in structure is the
 * answer, so that real changes and clouds in some of them do no harm.
 *
 * @param dx pixels of the first grid by which the second date lies too far right
 * @param dy pixels by which it lies too far down
 * @param spread half the range that holds the middle half of the places, in pixels; how far the shift differs from place to
 *     place
 * @param places how many places could be compared
 */
public record ShiftEstimate(double dx, double dy, double spread, int places) {
    /** Above this length a shift makes false changes along edges. */
    public static final double DISTURBING = 0.5;

    private static final int MOST_BANDS = 4;

    /** The length of the shift in pixels. */
    public double length() {
        return Math.hypot(dx, dy);
    }

    /** Tells whether the shift is large enough to warn of. */
    public boolean isDisturbing() {
        return length() > DISTURBING;
    }

    /**
     * Measures the shift.
     *
     * @param before the first date
     * @param after the second date on the first one's grid, such as an {@link org.palimpsest.raster.AlignedRaster}
     * @param overlap where both have pixels
     * @return empty when too little structure is common to both, as between radar and optical pictures
     */
    public static Optional<ShiftEstimate> measure(
            Raster before, Raster after, Window overlap, Cancellation cancellation)
            throws BadInputException, CancelledException {
        RasterPair pair = new RasterPair(before, bands(before), after, bands(after), overlap, Optional.empty());
        return of(ShiftSurvey.ofFewPlaces(pair, 1, cancellation));
    }

    /** The shift of the whole as far as a survey tells it; empty where it found nothing. */
    static Optional<ShiftEstimate> of(ShiftSurvey survey) {
        List<ShiftPlace> places = survey.places();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        double spread = Math.hypot(middleHalf(places, ShiftPlace::dx), middleHalf(places, ShiftPlace::dy)) / 2;
        return Optional.of(new ShiftEstimate(
                quantile(places, ShiftPlace::dx, 0.5), quantile(places, ShiftPlace::dy, 0.5), spread, places.size()));
    }

    private static double middleHalf(List<ShiftPlace> places, ToDoubleFunction<ShiftPlace> part) {
        return quantile(places, part, 0.75) - quantile(places, part, 0.25);
    }

    private static double quantile(List<ShiftPlace> places, ToDoubleFunction<ShiftPlace> part, double share) {
        return Median.quantile(places.stream().mapToDouble(part).toArray(), share);
    }

    private static int[] bands(Raster raster) {
        return IntStream.range(0, Math.min(MOST_BANDS, raster.bands().size())).toArray();
    }
}
