package org.palimpsest.train.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * How samples that are not 8-bit become 0 to 1: one stretch for each date and band, from the 2nd to the 98th percentile of a
 * sample of the dataset's images, as detection does with a scene; divided by 255 where all lie in 0 to 255. Safe for several
 * threads.
 */
final class DatasetRange {
    private static final double SHARE_CUT = 0.02;
    private static final double EIGHT_BIT = 255;
    private static final int MOST_IMAGES = 24;
    private static final int MOST_SAMPLES = 40_000;

    private final List<PairFiles> pairs;
    private double @Nullable [][][] range;
    private double smallest = Double.MAX_VALUE;
    private double largest = -Double.MAX_VALUE;

    /** @param pairs of which some are looked at, training pairs first */
    DatasetRange(List<PairFiles> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** The stretched samples of a block of date 0 (before) or 1 (after). */
    Samples apply(PixelBlock block, int bands, int date) throws BadInputException {
        double[][] limits = range(bands)[date];
        int pixels = block.valid().length;
        float[] values = new float[bands * pixels];
        for (int band = 0; band < bands; band++) {
            double low = limits[band][0];
            double width = limits[band][1] - low;
            float[] samples = block.samples(band);
            for (int i = 0; i < pixels; i++) {
                double share = block.valid()[i] ? (samples[i] - low) / width : 0;
                values[band * pixels + i] = (float) Math.min(1, Math.max(0, share));
            }
        }
        return new Samples.Real(values);
    }

    private synchronized double[][][] range(int bands) throws BadInputException {
        if (range == null) {
            range = new double[][][] {measure(0, bands), measure(1, bands)};
            if (smallest >= 0 && largest > 1 && largest <= EIGHT_BIT) {
                // 8-bit pictures in wider numbers, which detection takes for what they are too.
                for (double[][] date : range) {
                    Arrays.setAll(date, band -> new double[] {0, EIGHT_BIT});
                }
            }
        }
        return range;
    }

    private double[][] measure(int date, int bands) throws BadInputException {
        List<List<Float>> samples = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            samples.add(new ArrayList<>());
        }
        int step = Math.max(1, pairs.size() / MOST_IMAGES);
        for (int i = 0; i < pairs.size(); i += step) {
            PairFiles pair = pairs.get(i);
            try (Raster raster = Rasters.open((date == 0 ? pair.before() : pair.after()).toString())) {
                if (raster.bands().size() == bands) {
                    collect(FilePair.all(raster), samples);
                }
            }
        }
        double[][] limits = new double[bands][];
        for (int band = 0; band < bands; band++) {
            limits[band] = limits(samples.get(band));
        }
        return limits;
    }

    private void collect(PixelBlock block, List<List<Float>> samples) {
        int step = Math.max(1, block.valid().length / (MOST_SAMPLES / MOST_IMAGES));
        for (int i = 0; i < block.valid().length; i += step) {
            if (block.valid()[i]) {
                for (int band = 0; band < samples.size(); band++) {
                    float value = block.samples(band)[i];
                    smallest = Math.min(smallest, value);
                    largest = Math.max(largest, value);
                    samples.get(band).add(value);
                }
            }
        }
    }

    /** Low and high of some samples; a constant band gets the width 1, which keeps it constant. */
    static double[] limits(List<Float> samples) {
        float[] sorted = new float[samples.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = samples.get(i);
        }
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return new double[] {0, 1};
        }
        double low = sorted[(int) Math.round(SHARE_CUT * (sorted.length - 1))];
        double high = sorted[(int) Math.round((1 - SHARE_CUT) * (sorted.length - 1))];
        return new double[] {low, high > low ? high : low + 1};
    }
}
