package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.Window;

/**
 * The smoothed log-ratio, measured against where a mixture of normal distributions parts change from no change: 1 is where
 * gain, or loss, becomes likelier than no change.
 *
 * <p>T. Celik, "Bayesian change detection based on spatial sampling and Gaussian mixture model", Pattern Recognition Letters
 * 32(12), 2011, with the number of distributions from the data ({@link NormalMixture}). Where nothing is apart from the bulk
 * the statistic is 0 everywhere: nothing changed. A mixture that must always have two parts finds change in any scene.
 */
public final class MixtureLogRatio implements Detector {
    private static final double RANGE = 8;
    private static final double BIN = 0.01;
    private static final int BINS = (int) (2 * RANGE / BIN);

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "gmm-log-ratio",
                "Gaussian-mixture log-ratio",
                "Log-ratio of two radar images whose threshold comes from normal distributions of gain, loss and no"
                        + " change; finds nothing where no such distribution stands apart.",
                2011,
                "T. Celik, Bayesian change detection based on spatial sampling and Gaussian mixture model, Pattern"
                        + " Recognition Letters 32(12), 2011",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.RADAR),
                1,
                "1");
    }

    @Override
    public List<Parameter> parameters() {
        return new LogRatio().parameters();
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        ChangeModel ratio = new LogRatio().fit(input);
        double[] counts = new double[BINS];
        int halo = ratio.halo();
        FitTiles.scan(input, "Mixture", halo, tile -> part(ratio, halo, tile), part -> {
            for (int bin = 0; bin < BINS; bin++) {
                counts[bin] += part[bin];
            }
        });
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        // A Gaussian mean over white noise leaves as many independent values as its area, 4 pi sigma^2, goes into the
        // scene.
        double sigma = input.settings().real(LogRatio.SIGMA);
        double independent = Math.max(2, total / (1 + 4 * Math.PI * sigma * sigma));
        NormalMixture mixture = NormalMixture.of(counts, -RANGE + BIN / 2, BIN, independent);
        Statistic statistic = new Statistic("log-ratio beside its boundary", "", true, new ScoreMap.Saturating(1));
        return new Model(statistic, ratio, mixture);
    }

    private static long[] part(ChangeModel ratio, int halo, PairWindow tile) throws BadInputException {
        float[] values = ratio.apply(List.of(tile)).get(0);
        Window window = tile.window();
        long[] part = new long[BINS];
        for (int row = halo; row < window.height() - halo; row++) {
            for (int column = halo; column < window.width() - halo; column++) {
                int pixel = row * window.width() + column;
                if (tile.valid()[pixel] && Float.isFinite(values[pixel])) {
                    int bin = (int) ((values[pixel] + RANGE) / BIN);
                    part[Math.max(0, Math.min(BINS - 1, bin))]++;
                }
            }
        }
        return part;
    }

    /** The log-ratio over the distance from the commonest distribution's mean to the boundary on its side. */
    private record Model(Statistic statistic, ChangeModel ratio, NormalMixture mixture) implements ChangeModel {
        @Override
        public int halo() {
            return ratio.halo();
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
            double mean = mixture.components().get(0).mean();
            double up = mixture.boundary(true)
                    .map(boundary -> 1 / (boundary - mean))
                    .orElse(0.0);
            double down = mixture.boundary(false)
                    .map(boundary -> 1 / (mean - boundary))
                    .orElse(0.0);
            List<float[]> results = new ArrayList<>();
            for (float[] values : ratio.apply(batch)) {
                for (int pixel = 0; pixel < values.length; pixel++) {
                    double step = values[pixel] - mean;
                    // Plus nought turns minus nought into nought, which is no loss.
                    values[pixel] = (float) (step * (step > 0 ? up : down)) + 0f;
                }
                results.add(values);
            }
            return results;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            // Against its own copy a date's commonest ratio is nought.
            List<NormalMixture.Normal> moved = mixture.components().stream()
                    .map(each -> new NormalMixture.Normal(
                            each.weight(),
                            each.mean() - mixture.components().get(0).mean(),
                            each.variance()))
                    .toList();
            return ratio.within(date).map(within -> new Model(statistic, within, new NormalMixture(moved)));
        }

        @Override
        public Map<String, String> record() {
            return Map.of(
                    "mixture",
                    mixture.components().stream()
                            .map(each -> String.format(
                                    Locale.ROOT,
                                    "%.4f of all at %.4f +- %.4f",
                                    each.weight(),
                                    each.mean(),
                                    Math.sqrt(each.variance())))
                            .collect(Collectors.joining("; ")));
        }

        @Override
        public void close() {
            ratio.close();
        }
    }
}
