package org.palimpsest.detect.classical;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;

/**
 * Fits variates again and again, each time to the pixels that the fit before found unchanged, so that the change itself does
 * not spoil the comparison.
 *
 * <p>The first fit looks at all valid pixels; iterations look at a seeded random sample of one to two million of them (all,
 * where the scene has no more); the last fit looks at all again.
 *
 * <p>Weights that fall with the statistic make variances come out too small, the more so with each iteration, until most of a
 * scene looks changed. Here each fit is corrected by the exact factor of the chi-square distribution, so that the statistic
 * keeps it on unchanged pixels and significance levels mean what they say; iterations also settle sooner.
 */
final class Reweighting {
    private static final String ITERATIONS = "iterations";
    private static final String TOLERANCE = "tolerance";
    private static final String SEED = "seed";
    private static final int CHUNK = 1 << 16;

    /** What users can set. */
    static final List<Parameter> PARAMETERS = List.of(
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

    private final String name;
    private final Solver solver;
    private final int most;

    /** @param name of the variates, for the statistic's name */
    Reweighting(String name, Solver solver) {
        this(name, solver, PixelSample.MOST);
    }

    /** @param most largest number of pixels in the sample */
    Reweighting(String name, Solver solver, int most) {
        this.name = name;
        this.solver = solver;
        this.most = most;
    }

    /** Finds the variates for some moments of all bands. */
    @FunctionalInterface
    interface Solver {
        /** @param shrinkage how much too small the moments make the variance of a difference; 1 for plain moments */
        Solution of(BandMoments moments, double shrinkage);
    }

    /**
     * Variates of variance 1 where nothing changed.
     *
     * @param eigenvalues by whose standstill the iterations end, rising
     */
    record Solution(double[] eigenvalues, AffineVariates variates) {
        /** No variates: a date is the same everywhere. */
        static final Solution NONE =
                new Solution(new double[0], new AffineVariates(new double[0][], new double[0][], new double[0]));

        static Solution of(double[] eigenvalues, AffineVariates variates) {
            double[] rising = eigenvalues.clone();
            Arrays.sort(rising);
            return new Solution(rising, variates);
        }

        int count() {
            return variates.count();
        }

        double largestStep(Solution other) {
            double largest = 0;
            for (int k = 0; k < eigenvalues.length; k++) {
                largest = Math.max(largest, Math.abs(other.eigenvalues[k] - eigenvalues[k]));
            }
            return largest;
        }
    }

    /** Fits to a pair; the settings hold {@link #PARAMETERS}. */
    VariateModel fit(FitInput input) throws BadInputException, CancelledException {
        int bands = input.pair().beforeBands() + input.pair().afterBands();
        BandMoments all = new BandMoments(bands);
        PixelSample sample = new PixelSample(bands, most);
        long seed = input.settings().whole(SEED);
        FitTiles.scan(input, "Band statistics and sample", tile -> Part.of(tile, seed, sample.limit()), part -> {
            all.add(part.moments);
            sample.add(part.offered, part.drawn);
        });
        all.requirePixels();

        Solution solution = solver.of(all, 1);
        VariateModel model = VariateModel.of(name, solution.variates());
        int iterations = input.settings().whole(ITERATIONS);
        input.progress().stage("Reweighting", iterations);
        for (int iteration = 1; iteration <= iterations; iteration++) {
            Solution next = reweighted(sample, model, input);
            if (next.count() < solution.count()) {
                input.progress()
                        .warning(Notice.of(
                                "reweighting.stopped",
                                "Reweighting stopped after {0} iterations, because too few pixels look unchanged.",
                                iteration - 1));
                break;
            }
            double moved = solution.largestStep(next);
            solution = next;
            model = VariateModel.of(name, solution.variates());
            input.progress().done(iteration);
            if (moved <= input.settings().real(TOLERANCE)) {
                break;
            }
        }
        return sample.isEverything() ? model : lastPass(input, model);
    }

    private VariateModel lastPass(FitInput input, VariateModel model) throws BadInputException, CancelledException {
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
        Solution solution = solver.of(moments, weights.shrinkage());
        return solution.count() < model.variates().count() ? model : VariateModel.of(name, solution.variates());
    }

    private Solution reweighted(PixelSample sample, VariateModel model, FitInput input)
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
        return solver.of(moments, weights.shrinkage());
    }

    private static BandMoments weighted(
            float[][] samples, int first, int count, VariateModel model, ChiSquareWeights weights) {
        float[] weight = new float[count];
        model.variates().squaredLengths(samples, first, count, weight);
        weights.replace(weight, count);
        float[][] part = new float[samples.length][];
        for (int band = 0; band < part.length; band++) {
            part[band] = Arrays.copyOfRange(samples[band], first, first + count);
        }
        return BandMoments.of(part, count, weight);
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
