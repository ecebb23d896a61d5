package org.palimpsest.project;

import java.util.List;

/** How a layer's values become colours; which style fits which raster is for the map to say. */
public sealed interface LayerStyle {
    /** The values of a band that are shown darkest and brightest. */
    record Range(double low, double high) {
        public Range {
            if (!Double.isFinite(low) || !Double.isFinite(high)) {
                throw new IllegalArgumentException("A stretch must be finite, but was " + low + " to " + high + ".");
            }
        }
    }

    /**
     * Bands as colours: three as red, green and blue, or one as grey.
     *
     * @param bands indices from 0
     * @param ranges one for each of the bands
     */
    record Bands(List<Integer> bands, List<Range> ranges) implements LayerStyle {
        public Bands {
            bands = List.copyOf(bands);
            ranges = List.copyOf(ranges);
            if ((bands.size() != 1 && bands.size() != 3) || ranges.size() != bands.size()) {
                throw new IllegalArgumentException("A picture shows 1 or 3 bands with as many stretches, but got "
                        + bands.size() + " and " + ranges.size() + ".");
            }
            for (int band : bands) {
                if (band < 0) {
                    throw new IllegalArgumentException("Bands are counted from 0, but one was " + band + ".");
                }
            }
        }
    }

    /** Scores from a threshold upwards. */
    record Score(double threshold) implements LayerStyle {
        public Score {
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("A threshold must be finite, but was " + threshold + ".");
            }
        }
    }

    /** One colour, ARGB, for all that is marked or drawn. */
    record OneColour(int argb) implements LayerStyle {}
}
