package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.SceneHistogram;
import org.palimpsest.detect.threshold.ThresholdRule;

/** "Nothing changed" is a possible answer: noise and half a pixel of misregistration are not taken for change. */
class UnchangedSceneTest {
    private static final int SIDE = 400;
    private static final List<Detector> DETECTORS = List.of(
            new Difference(),
            new ChangeVectors(),
            new Mad(),
            new IrMad(),
            new LogRatio(),
            new Ratio(),
            new SpectralAngle(),
            new Isfa(),
            new MixtureLogRatio());

    /** Fields of different brightness with roads between them and a little texture, in three bands. */
    private static float[][] fields() {
        Random random = new Random(11);
        float[][] bands = new float[3][SIDE * SIDE];
        float[][] levels = new float[3][100];
        for (float[] level : levels) {
            for (int field = 0; field < level.length; field++) {
                level[field] = 300 + 900 * random.nextFloat();
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean road = x % 40 < 2 || y % 40 < 2;
                for (int band = 0; band < 3; band++) {
                    float level = road ? 1500 - 200 * band : levels[band][y / 40 * 10 + x / 40];
                    bands[band][y * SIDE + x] = level + 8 * (float) random.nextGaussian();
                }
            }
        }
        return bands;
    }

    private static float[][] noisy(float[][] bands) {
        Random random = new Random(13);
        float[][] noisy = new float[bands.length][SIDE * SIDE];
        for (int band = 0; band < bands.length; band++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                noisy[band][pixel] = bands[band][pixel] * (1 + 0.01f * (float) random.nextGaussian());
            }
        }
        return noisy;
    }

    private static float[][] movedByHalfAPixel(float[][] bands) {
        float[][] moved = new float[bands.length][SIDE * SIDE];
        for (int band = 0; band < bands.length; band++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                int right = pixel % SIDE == SIDE - 1 ? pixel : pixel + 1;
                moved[band][pixel] = (bands[band][pixel] + bands[band][right]) / 2;
            }
        }
        return moved;
    }

    private static double marked(ArrayPair pair, Detector detector, ThresholdRule rule) throws Exception {
        ChangeModel model = pair.fit(detector, Map.of());
        float[] statistic = pair.statistic(model);
        for (int pixel = 0; pixel < statistic.length; pixel++) {
            statistic[pixel] = pair.valid()[pixel] ? statistic[pixel] : Float.NaN;
        }
        SceneHistogram scene = SceneHistogram.of(statistic, SIDE);
        double threshold = Decision.of(rule, ChangeSign.BOTH, scene, pair, model, Cancellation.NEVER)
                .magnitude();
        Histogram histogram = scene.values();
        return (double) histogram.countFrom(Histogram.Side.BOTH, threshold) / histogram.count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "otsu", "kittler", "likelihood", "kapur", "em", "rosin", "significance"})
    void noiseOfOnePercent_marksAtMostAThousandth(String rule) throws Exception {
        float[][] before = fields();
        ArrayPair pair = ArrayPair.of(SIDE, before, noisy(before));
        for (Detector detector : DETECTORS) {
            double marked = marked(pair, detector, ThresholdRule.parse(rule));
            assertTrue(marked <= 0.001, detector.card().id() + " marked " + marked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "otsu", "kittler", "likelihood", "kapur", "em", "rosin", "significance"})
    void halfAPixelOfMisregistration_marksAtMostAHundredth(String rule) throws Exception {
        float[][] before = fields();
        ArrayPair pair = ArrayPair.of(SIDE, before, movedByHalfAPixel(before));
        for (Detector detector : DETECTORS) {
            double marked = marked(pair, detector, ThresholdRule.parse(rule));
            assertTrue(marked <= 0.01, detector.card().id() + " marked " + marked);
        }
    }

    @Test
    void realChange_isStillMarked() throws Exception {
        float[][] before = fields();
        float[][] after = noisy(before);
        for (int y = 100; y < 140; y++) {
            for (int x = 200; x < 260; x++) {
                after[0][y * SIDE + x] += 700;
                after[2][y * SIDE + x] -= 500;
            }
        }
        double built = 40 * 60 / (double) (SIDE * SIDE);
        for (Detector detector : List.of(new ChangeVectors(), new IrMad())) {
            double marked = marked(ArrayPair.of(SIDE, before, after), detector, ThresholdRule.parse("auto"));
            assertTrue(
                    marked > 0.9 * built && marked < 1.2 * built,
                    detector.card().id() + " marked " + marked);
        }
    }
}
