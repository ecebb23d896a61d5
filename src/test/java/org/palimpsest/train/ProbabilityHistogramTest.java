package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.train.dataset.Chip;

/** The histogram gives what counting pixel by pixel gives. */
class ProbabilityHistogramTest {
    @Test
    void counts_equalThoseOfEveryPixel_atEveryThreshold() {
        SplittableRandom random = new SplittableRandom(3);
        ProbabilityHistogram histogram = new ProbabilityHistogram();
        float[] probability = new float[5000];
        boolean[] truth = new boolean[5000];
        boolean[] counted = new boolean[5000];
        for (int i = 0; i < probability.length; i++) {
            probability[i] = (float) random.nextDouble();
            counted[i] = random.nextInt(10) > 0;
            truth[i] = random.nextDouble() < probability[i] * probability[i];
            histogram.add(probability[i], counted[i] ? truth[i] ? Chip.CHANGE : Chip.NO_CHANGE : Chip.IGNORED);
        }
        double bestF1 = 0;
        for (int k = 1; k < 1000; k++) {
            ConfusionCounts expected = count(probability, truth, counted, k / 1000.0);
            assertEquals(expected, histogram.at(k / 1000.0), "threshold " + k);
            bestF1 = Math.max(bestF1, Accuracy.of(expected).f1());
        }
        assertEquals(
                bestF1, Accuracy.of(histogram.at(histogram.bestThreshold())).f1(), 1e-12);
    }

    private static ConfusionCounts count(float[] probability, boolean[] truth, boolean[] counted, double threshold) {
        boolean[] change = new boolean[probability.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = probability[i] > threshold;
        }
        return ConfusionCounts.of(change, truth, counted);
    }
}
