package org.palimpsest.app.layer;

import org.palimpsest.raster.Band;
import org.palimpsest.raster.SampleType;

/** Rules that choose which values of a band are shown darkest and brightest. */
public enum Stretch {
    /** Smallest and largest value. */
    MINIMUM_MAXIMUM,
    /** Without the darkest and the brightest two of a hundred pixels. */
    PERCENTILE,
    /** Two standard deviations around the mean. */
    STANDARD_DEVIATION,
    /** The whole range of 8-bit pictures as they were stored. */
    STORED;

    private static final double CUT = 0.02;
    private static final double DEVIATIONS = 2;

    /** The range that this rule gives for a band. */
    public Range range(Band band, BandStatistics statistics) {
        return switch (this) {
            case MINIMUM_MAXIMUM -> new Range(statistics.minimum(), statistics.maximum());
            case PERCENTILE -> new Range(statistics.percentile(CUT), statistics.percentile(1 - CUT));
            case STANDARD_DEVIATION ->
                new Range(
                        statistics.mean() - DEVIATIONS * statistics.standardDeviation(),
                        statistics.mean() + DEVIATIONS * statistics.standardDeviation());
            case STORED ->
                band.type() == SampleType.UINT8
                        ? new Range(0, 255)
                        : new Range(statistics.minimum(), statistics.maximum());
        };
    }
}
