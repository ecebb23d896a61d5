package org.palimpsest.detect.shift;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tells a shift that belongs to its neighbours from one that was measured on something else (Westerweel and Scarano 2005). */
final class NeighbourAgreement {
    /** The test's own limit, and the noise of a measurement in pixels that it allows for. */
    private static final double LIMIT = 2.5;

    private static final double NOISE = 0.1;
    private static final int LEAST_NEIGHBOURS = 3;

    private NeighbourAgreement() {}

    static boolean isOutlier(ShiftPlace place, List<ShiftPlace> around) {
        if (around.size() < LEAST_NEIGHBOURS) {
            return true;
        }
        double x = deviation(place, around, ShiftPlace::dx);
        double y = deviation(place, around, ShiftPlace::dy);
        return Math.hypot(x, y) > LIMIT;
    }

    private static double deviation(ShiftPlace place, List<ShiftPlace> around, ToDoubleFunction<ShiftPlace> part) {
        double[] values = around.stream().mapToDouble(part).toArray();
        double median = Median.of(values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        return Math.abs(part.applyAsDouble(place) - median) / (Median.of(values) + NOISE);
    }
}
