package org.palimpsest.detect.classical;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;

/**
 * Iteratively reweighted multivariate alteration detection: MAD fitted again and again, each time to the pixels that the fit
 * before found unchanged, so that the change itself does not spoil the comparison.
 *
 * <p>A. A. Nielsen, "The regularized iteratively reweighted MAD method for change detection in multi- and hyperspectral
 * data", IEEE Transactions on Image Processing 16(2), 2007. The first fit looks at all valid pixels; iterations look at a
 * seeded random sample of one to two million of them (all, where the scene has no more); the last fit looks at all again.
 *
 * <p>Weights that fall with the statistic make variances come out too small, the more so with each iteration, until most of a
 * scene looks changed. Here each fit is corrected by the exact factor of the chi-square distribution, so that the statistic
 * keeps it on unchanged pixels and significance levels mean what they say; iterations also settle sooner.
 */
public final class IrMad implements Detector {
    private static final String ITERATIONS = "iterations";
    private static final String TOLERANCE = "tolerance";
    private static final String SEED = "seed";
    private static final int CHUNK = 1 << 16;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "ir-mad",
                "Iteratively reweighted multivariate alteration detection",
                "MAD that learns what \"unchanged\" looks like from the unchanged pixels only; the best of the classical"
                        + " detectors where most of the scene is stable.",
                2007,
                "A. A. Nielsen, The regularized iteratively reweighted MAD method for change detection in multi- and"
                        + " hyperspectral data, IEEE Transactions on Image Processing 16(2), 2007",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                2,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Whole(
                        ITERATIONS,
                        "Iterations",
                        "",
                        1,
                        1000,
                        50,
                        "Most iterations; fewer are done when the correlations stand still before."),
                new Parameter.Real(
                        TOLERANCE,
                        "Tolerance",
                        "",
                        0,
                        0.1,
                        0.001,
                        "Iterating ends when no canonical correlation changes by more than this."),
                new Parameter.Whole(
                        SEED,
                        "Seed",
                        "",
                        0,
                        Integer.MAX_VALUE,
                        1,
                        "Chooses the sample of pixels that large scenes are iterated on."));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireAtLeast(card(), input.pair());
        int before = input.pair().beforeBands();
        int after = input.pair().afterBands();
        BandMoments all = new BandMoments(before + after);
        PixelSample sample = new PixelSample(before + after);
        long seed = input.settings().whole(SEED);
        FitTiles.scan(input, "Band statistics and sample", tile -> Part.of(tile, seed, sample.limit()), part -> {
            all.add(part.moments);
            sample.add(part.offered, part.drawn);
        });
        all.requirePixels();

        CanonicalCorrelation correlation = CanonicalCorrelation.of(all, before, after, 1);
        MadModel model = MadModel.of(correlation);
        int iterations = input.settings().whole(ITERATIONS);
        input.progress().stage("Reweighting", iterations);
        for (int iteration = 1; iteration <= iterations; iteration++) {
            CanonicalCorrelation next = reweighted(sample, model, input);
            if (next.differences().count() < correlation.differences().count()) {
                input.progress()
                        .warning("IR-MAD stopped after " + (iteration - 1)
                                + " iterations, because too few pixels look unchanged.");
                break;
            }
            double moved = largestStep(correlation.correlations(), next.correlations());
            correlation = next;
            model = MadModel.of(correlation);
            input.progress().done(iteration);
            if (moved <= input.settings().real(TOLERANCE)) {
                break;
            }
        }
        return sample.isEverything() ? model : lastPass(input, model);
    }

    private static MadModel lastPass(FitInput input, MadModel model) throws BadInputException, CancelledException {
        ChiSquareWeights weights = new ChiSquareWeights(model.variates().count());
        BandMoments moments =
                new BandMoments(input.pair().beforeBands() + input.pair().afterBands());
        FitTiles.scan(
                input,
                "Last pass over all pixels",
                tile -> {
                    float[][] samples = BandMoments.observed(tile);
                    return weighted(samples, 0, samples[0].length, model, weights);
                },
                moments::add);
        CanonicalCorrelation correlation = CanonicalCorrelation.of(
                moments, input.pair().beforeBands(), input.pair().afterBands(), weights.shrinkage());
        return correlation.differences().count() < model.variates().count() ? model : MadModel.of(correlation);
    }

    private static CanonicalCorrelation reweighted(PixelSample sample, MadModel model, FitInput input)
            throws BadInputException, CancelledException {
        ChiSquareWeights weights = new ChiSquareWeights(model.variates().count());
        BandMoments moments = new BandMoments(sample.samples().length);
        OrderedTasks.run(
                (sample.size() + CHUNK - 1) / CHUNK,
                input.threads(),
                input.cancellation(),
                chunk -> weighted(
                        sample.samples(),
                        chunk * CHUNK,
                        Math.min(CHUNK, sample.size() - chunk * CHUNK),
                        model,
                        weights),
                moments::add);
        return CanonicalCorrelation.of(
                moments, input.pair().beforeBands(), input.pair().afterBands(), weights.shrinkage());
    }

    private static BandMoments weighted(
            float[][] samples, int first, int count, MadModel model, ChiSquareWeights weights) {
        float[] weight = new float[count];
        model.variates().squaredLengths(samples, first, count, weight);
        weights.replace(weight, count);
        float[][] part = new float[samples.length][];
        for (int band = 0; band < part.length; band++) {
            part[band] = Arrays.copyOfRange(samples[band], first, first + count);
        }
        return BandMoments.of(part, count, weight);
    }

    private static double largestStep(double[] from, double[] to) {
        double largest = 0;
        for (int k = 0; k < from.length; k++) {
            largest = Math.max(largest, Math.abs(to[k] - from[k]));
        }
        return largest;
    }

    /** What one tile gives to the first pass. */
    private record Part(BandMoments moments, float[][] offered, int[] drawn) {
        static Part of(PairWindow tile, long seed, int limit) {
            float[][] samples = BandMoments.observed(tile);
            int[] places = BandMoments.observedPixels(tile);
            int width = tile.window().width();
            int[] drawn = new int[places.length];
            int[] kept = new int[places.length];
            int count = 0;
            for (int i = 0; i < places.length; i++) {
                int draw = PixelSample.draw(
                        seed,
                        tile.window().x() + places[i] % width,
                        tile.window().y() + places[i] / width);
                if (draw <= limit) {
                    drawn[count] = draw;
                    kept[count++] = i;
                }
            }
            float[][] offered = new float[samples.length][count];
            for (int band = 0; band < offered.length; band++) {
                for (int i = 0; i < count; i++) {
                    offered[band][i] = samples[band][kept[i]];
                }
            }
            BandMoments moments = BandMoments.of(samples, samples[0].length, new float[0]);
            return new Part(moments, offered, Arrays.copyOf(drawn, count));
        }
    }
}
