package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

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

    private static final int[] SIDES = {256, 128, 64, 32};
    private static final int PLACES_PER_SIDE = 4;
    private static final double LEAST_SIGNIFICANCE = 10;
    private static final double LEAST_VALID = 0.9;

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
     * @param after the second date on the first one's grid, such as an {@link AlignedRaster}
     * @param overlap where both have pixels
     * @return empty when too little structure is common to both, as between radar and optical pictures
     */
    public static Optional<ShiftEstimate> measure(
            Raster before, Raster after, Window overlap, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int side = 0;
        for (int candidate : SIDES) {
            if (side == 0 && candidate <= overlap.width() && candidate <= overlap.height()) {
                side = candidate;
            }
        }
        if (side == 0) {
            return Optional.empty();
        }
        PhaseCorrelation correlation = new PhaseCorrelation(side);
        List<PhaseCorrelation.Shift> shifts = new ArrayList<>();
        for (Window place : places(overlap, side)) {
            cancellation.check();
            Optional<float[]> first = grey(before.read(place, bands(before)));
            Optional<float[]> second = grey(after.read(place, bands(after)));
            if (first.isPresent() && second.isPresent()) {
                correlation
                        .between(first.get(), second.get())
                        .filter(shift -> shift.significance() >= LEAST_SIGNIFICANCE)
                        .ifPresent(shifts::add);
            }
        }
        return shifts.isEmpty() ? Optional.empty() : Optional.of(summary(shifts));
    }

    private static ShiftEstimate summary(List<PhaseCorrelation.Shift> shifts) {
        double dx = quantile(shifts, PhaseCorrelation.Shift::dx, 0.5);
        double dy = quantile(shifts, PhaseCorrelation.Shift::dy, 0.5);
        double spreadX =
                quantile(shifts, PhaseCorrelation.Shift::dx, 0.75) - quantile(shifts, PhaseCorrelation.Shift::dx, 0.25);
        double spreadY =
                quantile(shifts, PhaseCorrelation.Shift::dy, 0.75) - quantile(shifts, PhaseCorrelation.Shift::dy, 0.25);
        return new ShiftEstimate(dx, dy, Math.hypot(spreadX, spreadY) / 2, shifts.size());
    }

    private static double quantile(
            List<PhaseCorrelation.Shift> shifts, ToDoubleFunction<PhaseCorrelation.Shift> part, double share) {
        List<Double> sorted = shifts.stream()
                .map(part::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        double place = share * (sorted.size() - 1);
        double low = sorted.get((int) Math.floor(place));
        double high = sorted.get((int) Math.ceil(place));
        return low + (high - low) * (place - Math.floor(place));
    }

    private static List<Window> places(Window overlap, int side) {
        int across = Math.min(PLACES_PER_SIDE, Math.max(1, overlap.width() / side));
        int down = Math.min(PLACES_PER_SIDE, Math.max(1, overlap.height() / side));
        List<Window> places = new ArrayList<>();
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                long x = (overlap.width() - side) * (2L * column + 1) / (2L * across);
                long y = (overlap.height() - side) * (2L * row + 1) / (2L * down);
                places.add(new Window(overlap.x() + (int) x, overlap.y() + (int) y, side, side));
            }
        }
        return places;
    }

    private static int[] bands(Raster raster) {
        int[] bands = new int[Math.min(4, raster.bands().size())];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = i;
        }
        return bands;
    }

    /** The mean of all bands; invalid pixels take the mean of the valid ones. Empty where too little was observed. */
    private static Optional<float[]> grey(PixelBlock block) {
        boolean[] valid = block.valid();
        int observed = block.validPixels();
        if (observed < LEAST_VALID * valid.length) {
            return Optional.empty();
        }
        float[] grey = new float[valid.length];
        double sum = 0;
        for (int i = 0; i < grey.length; i++) {
            for (int band = 0; valid[i] && band < block.bands(); band++) {
                grey[i] += block.samples(band)[i] / block.bands();
            }
            sum += grey[i];
        }
        for (int i = 0; i < grey.length; i++) {
            if (!valid[i]) {
                grey[i] = (float) (sum / observed);
            }
        }
        return Optional.of(grey);
    }
}
