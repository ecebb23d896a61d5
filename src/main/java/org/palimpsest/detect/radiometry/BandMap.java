package org.palimpsest.detect.radiometry;

import java.util.Arrays;

/** A rising map from the samples of one band of the second date to what the first date would have shown. Immutable. */
public sealed interface BandMap {
    /** The sample on the level of the first date. */
    double apply(double sample);

    /**
     * A straight line: {@code gain * sample + offset}.
     *
     * @param gain above 0
     */
    record Line(double gain, double offset) implements BandMap {
        /** Leaves samples as they are. */
        static final Line SAME = new Line(1, 0);

        @Override
        public double apply(double sample) {
            return gain * sample + offset;
        }
    }

    /**
     * Straight between nodes; beyond the outermost ones it goes on with the slope between them.
     *
     * @param from samples of the second date, rising
     * @param to what they become, never falling; as many
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody; handed out to be written down only.
    record Table(double[] from, double[] to) implements BandMap {
        public Table {
            if (from.length != to.length || from.length == 0) {
                throw new IllegalArgumentException(
                        "A table needs as many ends as beginnings, and at least one, but has " + to.length + " and "
                                + from.length + ".");
            }
        }

        @Override
        public double apply(double sample) {
            int last = from.length - 1;
            double width = from[last] - from[0];
            double slope = width > 0 ? (to[last] - to[0]) / width : 1;
            if (sample <= from[0]) {
                return to[0] + slope * (sample - from[0]);
            }
            if (sample >= from[last]) {
                return to[last] + slope * (sample - from[last]);
            }
            int found = Arrays.binarySearch(from, sample);
            if (found >= 0) {
                return to[found];
            }
            int above = -found - 1;
            double share = (sample - from[above - 1]) / (from[above] - from[above - 1]);
            return to[above - 1] + share * (to[above] - to[above - 1]);
        }
    }
}
