package org.palimpsest.detect.mixed;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;

/**
 * How much worse than usual each date is foretold from the other: 1 is the mean of the scene.
 *
 * <p>Foretelling both ways follows L. T. Luppino, F. M. Bianchi, G. Moser, S. N. Anfinsen, "Unsupervised image regression for
 * heterogeneous change detection", IEEE TGRS 57(12), 2019. Change among the cells that are learned from would be learned too;
 * so those that are foretold worst are left out, a few more with each of {@link #TRIMMED} rounds.
 *
 * @param toAfter foretells after from before
 * @param toBefore foretells before from after
 * @param weights of both errors; their sum is 1
 */
record TwoWayComparison(Way toAfter, Way toBefore, MixedSettings.Weights weights) {
    /** The part of the cells that is left out after each round. */
    private static final double[] TRIMMED = {0.05, 0.1, 0.15, 0.2};

    /** With fewer cells none is left out: the rest would tell nothing. */
    private static final int FEWEST = 50;

    /** Errors above this quantile count as if they were there. */
    private static final double HIGHEST = 0.998;

    /**
     * A predictor with what is usual for it.
     *
     * @param mean of its squared errors
     * @param highest squared error that is told apart
     */
    record Way(CellPredictor predictor, double mean, double highest) {
        static Way of(CellPredictor predictor, float[][] known, float[][] wanted) {
            boolean[] all = new boolean[known[0].length];
            Arrays.fill(all, true);
            float[] errors = predictor.squaredErrors(known, wanted, all);
            float[] sorted = errors.clone();
            Arrays.sort(sorted);
            double highest = sorted[(int) Math.ceil(HIGHEST * (sorted.length - 1))];
            double sum = 0;
            for (float error : errors) {
                sum += Math.min(error, highest);
            }
            return new Way(predictor, sum / errors.length, highest);
        }

        /** Squared errors in multiples of the mean; 0 everywhere where the predictor never errs. */
        float[] relativeErrors(float[][] known, float[][] wanted, boolean[] counts) {
            float[] errors = predictor.squaredErrors(known, wanted, counts);
            for (int cell = 0; cell < errors.length; cell++) {
                errors[cell] = mean > 0 ? (float) (Math.min(errors[cell], highest) / mean) : 0;
            }
            return errors;
        }
    }

    /**
     * Learns from a sample of the scene.
     *
     * @param before scaled, [numbers][cells]
     * @param after scaled
     */
    static TwoWayComparison of(
            float[][] before,
            float[][] after,
            CellPredictor.Fit fit,
            MixedSettings.Weights weights,
            Cancellation cancellation)
            throws CancelledException {
        boolean[] all = new boolean[before[0].length];
        Arrays.fill(all, true);
        boolean[] kept = all;
        int rounds = all.length < FEWEST ? 0 : TRIMMED.length;
        for (int round = 0; round <= rounds; round++) {
            cancellation.check();
            float[][] keptBefore = only(before, kept);
            float[][] keptAfter = only(after, kept);
            Way toAfter = Way.of(fit.of(keptBefore, keptAfter), before, after);
            Way toBefore = Way.of(fit.of(keptAfter, keptBefore), after, before);
            TwoWayComparison comparison = new TwoWayComparison(toAfter, toBefore, weights);
            if (round == rounds) {
                return comparison;
            }
            kept = below(comparison.compare(before, after, all), 1 - TRIMMED[round]);
        }
        throw new IllegalStateException("The last round gives the result.");
    }

    /** For each cell that counts the weighted mean of both relative errors. */
    float[] compare(float[][] before, float[][] after, boolean[] counts) {
        float[] result = new float[counts.length];
        if (weights.after() > 0) {
            add(toAfter.relativeErrors(before, after, counts), weights.after(), result);
        }
        if (weights.before() > 0) {
            add(toBefore.relativeErrors(after, before, counts), weights.before(), result);
        }
        return result;
    }

    /**
     * Compares a date with itself: what is foretold of it from its own cells.
     *
     * @param known sampled cells of that date, scaled
     */
    TwoWayComparison within(ChangeModel.Date date, float[][] known, CellPredictor.Fit fit) {
        Way way = date == ChangeModel.Date.AFTER ? toAfter : toBefore;
        Way alone = new Way(fit.of(known, known), way.mean, way.highest);
        return new TwoWayComparison(alone, alone, weights);
    }

    private static void add(float[] errors, double weight, float[] sum) {
        for (int cell = 0; cell < sum.length; cell++) {
            sum[cell] += (float) (weight * errors[cell]);
        }
    }

    private static boolean[] below(float[] errors, double part) {
        float[] sorted = errors.clone();
        Arrays.sort(sorted);
        float limit = sorted[(int) (part * (sorted.length - 1))];
        boolean[] below = new boolean[errors.length];
        for (int cell = 0; cell < below.length; cell++) {
            below[cell] = errors[cell] <= limit;
        }
        return below;
    }

    private static float[][] only(float[][] cells, boolean[] kept) {
        return List.of(cells).stream()
                .map(numbers -> {
                    float[] some = new float[numbers.length];
                    int count = 0;
                    for (int cell = 0; cell < numbers.length; cell++) {
                        if (kept[cell]) {
                            some[count++] = numbers[cell];
                        }
                    }
                    return Arrays.copyOf(some, count);
                })
                .toArray(float[][]::new);
    }
}
