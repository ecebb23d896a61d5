package org.palimpsest.detect;

/**
 * How well a change of height is known at one pixel; it stands for "this statistic is a height, so its sum over an area is a
 * volume".
 *
 * @param standardDeviation of the error of one pixel's change, in metres, 0 or more
 * @param confidence with which volumes and the level of detection are stated, above 0 and below 1
 */
public record HeightError(double standardDeviation, double confidence) {
    public HeightError {
        if (!(standardDeviation >= 0) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("An error is 0 or more and a confidence between 0 and 1, but were "
                    + standardDeviation + " and " + confidence + ".");
        }
    }

    /** By how many standard deviations a normal error stays inside with the stated confidence: 1.96 for 0.95. */
    public double deviations() {
        // The square of a normal variable is chi-square with one degree of freedom.
        return Math.sqrt(new ScoreMap.ChiSquare(1).magnitude(confidence));
    }

    /** The smallest change of one pixel that is told from no change with the stated confidence, in metres. */
    public double levelOfDetection() {
        return deviations() * standardDeviation;
    }
}
