package org.palimpsest.detect;

/**
 * What the numbers of a fitted detector mean.
 *
 * @param name "change-vector length", say
 * @param unit of the statistic; empty for none
 * @param signed whether negative values mean change too (loss, as positive ones mean gain); thresholds then act on the
 *     absolute value
 * @param scoreMap how the statistic (its absolute value where signed) becomes a score of 0 to 1
 */
public record Statistic(String name, String unit, boolean signed, ScoreMap scoreMap) {
    /** The magnitude on which thresholds act. */
    public double magnitude(double value) {
        return signed ? Math.abs(value) : value;
    }

    /** The score of 0 to 1 for display and {@code score.tif}. */
    public double score(double value) {
        return scoreMap.score(magnitude(value));
    }

    /** Turns values into their scores, in place; NaN stays. */
    public void toScores(float[] values) {
        if (signed) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
        }
        scoreMap.toScores(values);
    }
}
