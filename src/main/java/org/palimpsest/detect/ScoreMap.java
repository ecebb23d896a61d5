package org.palimpsest.detect;

/** A monotone map from the magnitude of a statistic to a score of 0 (surely no change) to 1. */
public sealed interface ScoreMap {
    /** The score of a magnitude, 0 to 1, never falling. */
    double score(double magnitude);

    /** Turns magnitudes into their scores, in place; NaN stays. */
    default void toScores(float[] magnitudes) {
        for (int i = 0; i < magnitudes.length; i++) {
            if (!Float.isNaN(magnitudes[i])) {
                magnitudes[i] = (float) score(magnitudes[i]);
            }
        }
    }

    /** The magnitude of a score; the inverse of {@link #score} inside the range. */
    double magnitude(double score);

    /** Straight from {@code low} (score 0) to {@code high} (score 1), cut off outside; for bounded statistics. */
    record Linear(double low, double high) implements ScoreMap {
        public Linear {
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "The low end must be below the high end, but were " + low + " and " + high + ".");
            }
        }

        @Override
        public double score(double magnitude) {
            return Math.min(1, Math.max(0, (magnitude - low) / (high - low)));
        }

        @Override
        public double magnitude(double score) {
            return low + score * (high - low);
        }
    }

    /** m / (m + half): 0 at 0, one half at {@code half}, towards 1 for any size; for unbounded magnitudes from 0. */
    record Saturating(double half) implements ScoreMap {
        public Saturating {
            if (!(half > 0)) {
                throw new IllegalArgumentException("The half-score magnitude must be above 0, but was " + half + ".");
            }
        }

        @Override
        public double score(double magnitude) {
            return magnitude <= 0 ? 0 : magnitude / (magnitude + half);
        }

        @Override
        public double magnitude(double score) {
            return score >= 1 ? Double.POSITIVE_INFINITY : half * Math.max(0, score) / (1 - score);
        }
    }

    /**
     * The chi-square distribution function: the part of unchanged pixels that lie below a magnitude; for sums of squares of
     * standard normal variates.
     *
     * @param degreesOfFreedom number of variates, at least 1
     */
    record ChiSquare(int degreesOfFreedom) implements ScoreMap {
        public ChiSquare {
            if (degreesOfFreedom < 1) {
                throw new IllegalArgumentException(
                        "A chi-square statistic needs at least 1 degree of freedom, but had " + degreesOfFreedom + ".");
            }
        }

        @Override
        public double score(double magnitude) {
            return magnitude <= 0 ? 0 : ChiSquareTable.of(degreesOfFreedom).lower(magnitude);
        }

        @Override
        public void toScores(float[] magnitudes) {
            ChiSquareTable.of(degreesOfFreedom).toLower(magnitudes);
        }

        /** The part of unchanged pixels that lie above a magnitude; exact where it is far below 1e-16 of all. */
        public double tail(double magnitude) {
            return GammaDistribution.upper(degreesOfFreedom / 2.0, magnitude / 2);
        }

        @Override
        public double magnitude(double score) {
            return 2 * GammaDistribution.quantile(degreesOfFreedom / 2.0, score);
        }
    }
}
