package org.palimpsest.detect.shift;

import java.util.List;
import java.util.Optional;
import org.palimpsest.raster.Displacement;

/**
 * A shift that changes evenly over the scene: one vector, or one that also turns, stretches and shears.
 *
 * <p>{@code dx = x0 + xPerColumn * (column - column0) + xPerRow * (row - row0)}, and likewise {@code dy}.
 *
 * @param column0 column at which the shift is ({@code x0}, {@code y0})
 */
record AffineShift(
        double column0,
        double row0,
        double x0,
        double xPerColumn,
        double xPerRow,
        double y0,
        double yPerColumn,
        double yPerRow)
        implements Displacement {
    private static final int LEAST_PLACES = 6;
    private static final int MOST_TRIALS = 500;
    /** Distances from the fit up to this many pixels are noise, however well the others agree. */
    private static final double NOISE = 0.15;

    /** The same shift everywhere. */
    static AffineShift translation(double dx, double dy) {
        return new AffineShift(0, 0, dx, 0, 0, dy, 0, 0);
    }

    /** Tells whether places are enough for a fit: several, and not in a line. */
    static boolean isPossible(List<ShiftPlace> places) {
        return places.size() >= LEAST_PLACES && leastSquares(places).isPresent();
    }

    /**
     * The affine shift that most places agree on, which must be enough for it.
     *
     * <p>Least median of squares (Rousseeuw 1984) over triples of places finds those that agree; least squares over them
     * gives the answer. The triples are always the same ones.
     */
    static AffineShift fit(List<ShiftPlace> places) {
        double least = Double.POSITIVE_INFINITY;
        AffineShift best = leastSquares(places).orElseThrow();
        long random = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            ShiftPlace[] three = new ShiftPlace[3];
            for (int i = 0; i < three.length; i++) {
                // The generator of Knuth's MMIX.
                random = random * 6364136223846793005L + 1442695040888963407L;
                three[i] = places.get((int) ((random >>> 33) % places.size()));
            }
            Optional<AffineShift> through = leastSquares(List.of(three));
            if (through.isPresent()) {
                double median = Median.of(through.get().distances(places));
                if (median < least) {
                    least = median;
                    best = through.get();
                }
            }
        }
        for (int round = 0; round < 3; round++) {
            AffineShift now = best;
            double limit = 3 * Math.max(NOISE, Median.of(now.distances(places)));
            best = leastSquares(places.stream()
                            .filter(place -> now.distance(place) <= limit)
                            .toList())
                    .orElse(now);
        }
        return best;
    }

    private double[] distances(List<ShiftPlace> places) {
        return places.stream().mapToDouble(this::distance).toArray();
    }

    private double distance(ShiftPlace place) {
        return Math.hypot(place.dx() - dx(place.column(), place.row()), place.dy() - dy(place.column(), place.row()));
    }

    /** The least-squares fit; empty where the places lie in a line. */
    private static Optional<AffineShift> leastSquares(List<ShiftPlace> places) {
        double c = places.stream().mapToDouble(ShiftPlace::column).average().orElse(0);
        double r = places.stream().mapToDouble(ShiftPlace::row).average().orElse(0);
        double cc = 0;
        double cr = 0;
        double rr = 0;
        double[] x = new double[3];
        double[] y = new double[3];
        for (ShiftPlace place : places) {
            double u = place.column() - c;
            double v = place.row() - r;
            cc += u * u;
            cr += u * v;
            rr += v * v;
            double[] weights = {1, u, v};
            for (int i = 0; i < weights.length; i++) {
                x[i] += weights[i] * place.dx();
                y[i] += weights[i] * place.dy();
            }
        }
        double determinant = cc * rr - cr * cr;
        if (!(determinant > 1e-6 * cc * rr) || cc == 0) {
            return Optional.empty();
        }
        int n = places.size();
        return Optional.of(new AffineShift(
                c,
                r,
                x[0] / n,
                (x[1] * rr - x[2] * cr) / determinant,
                (x[2] * cc - x[1] * cr) / determinant,
                y[0] / n,
                (y[1] * rr - y[2] * cr) / determinant,
                (y[2] * cc - y[1] * cr) / determinant));
    }

    @Override
    public double dx(double column, double row) {
        return x0 + xPerColumn * (column - column0) + xPerRow * (row - row0);
    }

    @Override
    public double dy(double column, double row) {
        return y0 + yPerColumn * (column - column0) + yPerRow * (row - row0);
    }

    @Override
    public boolean isAffine() {
        return true;
    }
}
