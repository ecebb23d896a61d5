package org.palimpsest.app.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * How a band's values are spread, from a sample of its pixels: enough to stretch a picture, not for analysis.
 *
 * <p>Immutable.
 */
public final class BandStatistics {
    private static final int MOST_SAMPLES = 200_000;
    private static final long SMALL_LEVEL = 1 << 20;
    private static final int PROBE = 128;
    private static final int PROBES_PER_SIDE = 6;

    private final float[] sorted;
    private final double mean;
    private final double standardDeviation;

    private BandStatistics(float[] values, int count) {
        sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double sum = 0;
        for (float value : sorted) {
            sum += value;
        }
        mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        for (float value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        standardDeviation = count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** Statistics of values at hand. */
    public static BandStatistics of(float... values) {
        return new BandStatistics(values, values.length);
    }

    /** Samples every band of a raster: a small overview where there is one, else places all over it. */
    public static List<BandStatistics> sample(Raster raster) throws BadInputException {
        return sample(raster, raster.grid().window());
    }

    /** Samples every band within a window of the full resolution. */
    public static List<BandStatistics> sample(Raster raster, Window area) throws BadInputException {
        int[] bands = new int[raster.bands().size()];
        Arrays.setAll(bands, i -> i);
        int level = levelFor(raster, area);
        Grid grid = raster.levels().get(level);
        double factorX = raster.grid().width() / (double) grid.width();
        double factorY = raster.grid().height() / (double) grid.height();
        Window scaled = new Window(
                (int) (area.x() / factorX), (int) (area.y() / factorY), (int) Math.max(1, area.width() / factorX), (int)
                        Math.max(1, area.height() / factorY));
        Sink sink = new Sink(bands.length);
        if (scaled.pixels() <= SMALL_LEVEL) {
            sink.add(raster.read(level, scaled, bands), (int) (scaled.pixels() / MOST_SAMPLES + 1));
        } else {
            for (int i = 0; i < PROBES_PER_SIDE * PROBES_PER_SIDE; i++) {
                long x = (long) (scaled.width() - PROBE) * (i % PROBES_PER_SIDE) / (PROBES_PER_SIDE - 1);
                long y = (long) (scaled.height() - PROBE) * (i / PROBES_PER_SIDE) / (PROBES_PER_SIDE - 1);
                Optional<Window> probe =
                        new Window(scaled.x() + (int) x, scaled.y() + (int) y, PROBE, PROBE).intersection(scaled);
                if (probe.isPresent()) {
                    sink.add(raster.read(level, probe.get(), bands), 3);
                }
            }
        }
        return sink.statistics();
    }

    private static int levelFor(Raster raster, Window area) {
        List<Grid> levels = raster.levels();
        double share = area.pixels() / (double) raster.grid().pixels();
        int level = 0;
        while (level + 1 < levels.size() && levels.get(level).pixels() * share > SMALL_LEVEL) {
            level++;
        }
        return level;
    }

    /** Number of pixels in the sample; 0 where all are nodata. */
    public int count() {
        return sorted.length;
    }

    public double minimum() {
        return percentile(0);
    }

    public double maximum() {
        return percentile(1);
    }

    public double mean() {
        return mean;
    }

    public double standardDeviation() {
        return standardDeviation;
    }

    /** The value below which a share (0 to 1) of the sample lies; 0 for an empty sample. */
    public double percentile(double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Thresholds that automatic rules find in the sample of a score, by rule; rules that find none are left out. */
    public Map<String, Double> thresholds() {
        Histogram histogram = new Histogram();
        for (float value : sorted) {
            histogram.add(value);
        }
        Statistic score = new Statistic("score", "", false, new ScoreMap.Linear(0, 1));
        Map<String, Double> found = new LinkedHashMap<>();
        for (String rule : List.of("otsu", "kittler")) {
            try {
                double threshold = ThresholdRule.parse(rule).magnitude(histogram, score);
                if (threshold > 0 && threshold < 1) {
                    found.put(rule, threshold);
                }
            } catch (BadInputException e) {
                // The rule does not suit these scores, which is no fault of anybody's.
            }
        }
        return found;
    }

    /** How many values of the sample fall into each of equal bins of a range; those outside count in the outer bins. */
    public int[] histogram(Range range, int bins) {
        int[] counts = new int[bins];
        for (float value : sorted) {
            counts[(int) Math.min(bins - 1, range.share(value) * bins)]++;
        }
        return counts;
    }

    /** Collects values of all bands. */
    private static final class Sink {
        private final float[][] values;
        private int count;

        Sink(int bands) {
            values = new float[bands][MOST_SAMPLES];
        }

        void add(PixelBlock block, int stride) {
            boolean[] valid = block.valid();
            for (int i = 0; i < valid.length && count < MOST_SAMPLES; i += stride) {
                if (valid[i]) {
                    for (int band = 0; band < values.length; band++) {
                        values[band][count] = block.samples(band)[i];
                    }
                    count++;
                }
            }
        }

        List<BandStatistics> statistics() {
            return Arrays.stream(values)
                    .map(band -> new BandStatistics(band, count))
                    .toList();
        }
    }
}
