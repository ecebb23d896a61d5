package org.palimpsest.detect.radiometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.classical.BandMoments;
import org.palimpsest.detect.classical.FitTiles;
import org.palimpsest.detect.classical.IrMad;

/**
 * Fits a line for each band to the pixels that surely did not change: those which iteratively reweighted multivariate
 * alteration detection gives a probability of no change above 0.95.
 *
 * <p>M. J. Canty, A. A. Nielsen, "Automatic radiometric normalization of multitemporal satellite imagery with the iteratively
 * re-weighted MAD transformation", Remote Sensing of Environment 112(3), 2008. Lines are orthogonal regressions, as both
 * dates are noisy.
 */
final class PseudoInvariantPixels {
    private static final double LARGEST_CHANGE_PROBABILITY = 0.05;
    private static final long LEAST_PIXELS = 50;

    private PseudoInvariantPixels() {}

    static Radiometry fit(FitInput input) throws BadInputException, CancelledException {
        int bands = input.pair().beforeBands();
        IrMad detector = new IrMad();
        if (bands < detector.card().minimumBands()) {
            throw new BadInputException(
                    "Pseudo-invariant pixels are found from at least two bands, but the dates have one."
                            + " Choose --radiometry mean-std or histogram.");
        }
        FitInput own = new FitInput(
                input.pair(),
                Settings.of(detector.parameters(), Map.of()),
                input.device(),
                input.threads(),
                input.memoryBytes(),
                input.progress(),
                input.cancellation());
        BandMoments moments = new BandMoments(2 * bands);
        try (ChangeModel model = detector.fit(own)) {
            FitTiles.scan(
                    input,
                    "Pseudo-invariant pixels",
                    tile -> {
                        float[][] samples = unchanged(tile, model);
                        return BandMoments.of(samples, samples[0].length, new float[0]);
                    },
                    moments::add);
        }
        if (moments.count() < LEAST_PIXELS) {
            throw new BadInputException(
                    "Only " + moments.count() + " pixels look surely unchanged, too few to match the dates"
                            + " by. Choose --radiometry mean-std or histogram, or a larger area.");
        }
        List<BandMap> maps = new ArrayList<>();
        List<Double> correlations = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            double xx = moments.covariance(bands + band, bands + band);
            double yy = moments.covariance(band, band);
            double xy = moments.covariance(band, bands + band);
            correlations.add(xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0);
            // The direction in which the cloud of both dates' samples is longest.
            double gain = xy > 0 ? (yy - xx + Math.hypot(yy - xx, 2 * xy)) / (2 * xy) : 1;
            maps.add(new BandMap.Line(gain, moments.mean(band) - gain * moments.mean(bands + band)));
        }
        return new Radiometry("pseudo-invariant", moments.count(), maps, correlations);
    }

    /** The samples of the pixels of a tile that surely did not change: [bands of before, then of after][pixels]. */
    private static float[][] unchanged(PairWindow tile, ChangeModel model) throws BadInputException {
        float[] statistic = model.apply(List.of(tile)).get(0);
        int[] places = BandMoments.observedPixels(tile);
        float[][] samples = BandMoments.observed(tile);
        int kept = 0;
        for (int i = 0; i < places.length; i++) {
            if (model.statistic().score(statistic[places[i]]) < LARGEST_CHANGE_PROBABILITY) {
                for (float[] band : samples) {
                    band[kept] = band[i];
                }
                kept++;
            }
        }
        for (int band = 0; band < samples.length; band++) {
            samples[band] = Arrays.copyOf(samples[band], kept);
        }
        return samples;
    }
}
