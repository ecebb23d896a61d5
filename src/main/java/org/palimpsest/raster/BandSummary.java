package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * What the observed samples of a band are like, exactly, over all of its pixels.
 *
 * @param min smallest sample; NaN, like the next three, where nothing was observed
 * @param max largest sample
 * @param mean of all
 * @param standardDeviation from the mean, over all (not a sample of) observed pixels
 * @param validShare the part of the pixels that was observed, 0 to 1
 */
public record BandSummary(double min, double max, double mean, double standardDeviation, double validShare) {
    private static final int PIXELS_PER_READ = 1 << 20;

    /**
     * Reads every pixel of every band, a few rows of blocks at a time; pixels that are nodata, masked or no number do not count.
     *
     * @return one for each of {@link Raster#bands()}
     */
    public static List<BandSummary> all(Raster raster) throws BadInputException {
        List<BandSummary> summaries = new ArrayList<>();
        for (int band = 0; band < raster.bands().size(); band++) {
            summaries.add(of(raster, band));
        }
        return summaries;
    }

    private static BandSummary of(Raster raster, int band) throws BadInputException {
        Grid grid = raster.grid();
        int blockHeight = raster.blockSize().height();
        long rowsPerRead = Math.max(1, PIXELS_PER_READ / grid.width());
        int rows = (int) Math.min(grid.height(), Math.max(blockHeight, rowsPerRead / blockHeight * blockHeight));
        Sums sums = new Sums();
        for (int y = 0; y < grid.height(); y += rows) {
            Window window = new Window(0, y, grid.width(), Math.min(rows, grid.height() - y));
            sums.add(raster.read(window, new int[] {band}));
        }
        return sums.summary(grid.pixels());
    }

    /** Sums of squares are taken around each part's own mean and joined (Chan, Golub, LeVeque 1983), so that no digits are lost. */
    private static final class Sums {
        private long count;
        private double mean;
        private double squares;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(PixelBlock block) {
            float[] samples = block.samples(0);
            long partCount = 0;
            double sum = 0;
            for (int i = 0; i < samples.length; i++) {
                if (block.valid()[i] && Float.isFinite(samples[i])) {
                    partCount++;
                    sum += samples[i];
                    min = Math.min(min, samples[i]);
                    max = Math.max(max, samples[i]);
                }
            }
            if (partCount == 0) {
                return;
            }
            double partMean = sum / partCount;
            double partSquares = 0;
            for (int i = 0; i < samples.length; i++) {
                if (block.valid()[i] && Float.isFinite(samples[i])) {
                    partSquares += (samples[i] - partMean) * (samples[i] - partMean);
                }
            }
            double share = (double) partCount / (count + partCount);
            double step = partMean - mean;
            squares += partSquares + step * step * count * share;
            mean += step * share;
            count += partCount;
        }

        BandSummary summary(long pixels) {
            return count == 0
                    ? new BandSummary(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0)
                    : new BandSummary(min, max, mean, Math.sqrt(squares / count), (double) count / pixels);
        }
    }
}
