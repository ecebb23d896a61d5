package org.palimpsest.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.detect.classical.ChangeVectors;
import org.palimpsest.detect.classical.Difference;

/** Gain and loss get thresholds of their own where asked for, and the guard's word is told. */
class DecisionTest {
    private static final int SIDE = 64;

    /** Noise of 1 around 100; a strip of +20 on the left and a smaller one of -8 on the right. */
    private static ArrayPair pair() {
        Random random = new Random(5);
        float[] before = new float[SIDE * SIDE];
        float[] after = new float[SIDE * SIDE];
        for (int i = 0; i < before.length; i++) {
            int x = i % SIDE;
            before[i] = 100;
            after[i] = 100 + (float) random.nextGaussian() + (x < 6 ? 20 : x >= SIDE - 4 ? -8 : 0);
        }
        return ArrayPair.of(SIDE, new float[][] {before}, new float[][] {after});
    }

    private static Decision decide(ArrayPair pair, Detector detector, String rule, ChangeSign sign) throws Exception {
        try (ChangeModel model = pair.fit(detector, Map.of())) {
            SceneHistogram scene = SceneHistogram.of(pair.statistic(model), SIDE);
            return Decision.of(ThresholdRule.parse(rule), sign, scene, pair, model, Cancellation.NEVER);
        }
    }

    @Test
    void separate_findsAThresholdForEachDirection() throws Exception {
        Decision decision = decide(pair(), new Difference(), "otsu", ChangeSign.SEPARATE);
        assertTrue(decision.gain().magnitude() > 8 && decision.gain().magnitude() < 15, decision.toString());
        // The edge of the left strip, seen half a pixel beside itself, keeps the guard at 10 for falls.
        assertTrue(decision.loss().found() > 3 && decision.loss().found() < 6, decision.toString());
        assertTrue(decision.loss().raised() && !decision.gain().raised(), decision.toString());
        assertTrue(decision.isChange(20) && decision.isChange(-12));
        assertFalse(decision.isChange(7) || decision.isChange(-2) || decision.isChange(Float.NaN));
        assertEquals(Math.min(decision.gain().magnitude(), decision.loss().magnitude()), decision.magnitude());
    }

    @Test
    void gainAlone_neverMarksLoss_andTheOtherWayRound() throws Exception {
        Decision gain = decide(pair(), new Difference(), "10", ChangeSign.GAIN);
        assertTrue(gain.isChange(10) && !gain.isChange(-1000));
        Decision loss = decide(pair(), new Difference(), "7", ChangeSign.LOSS);
        assertTrue(loss.isChange(-7) && !loss.isChange(1000) && !loss.isChange(-6.9f));
    }

    @Test
    void both_marksEitherWayFromOneMagnitudeOn() throws Exception {
        Decision both = decide(pair(), new Difference(), "7.5", ChangeSign.BOTH);
        assertTrue(both.isChange(-7.5f) && both.isChange(7.5f) && !both.isChange(-7.4f));
    }

    @Test
    void statisticWithoutSign_cannotBeAskedForGain() {
        ArrayPair pair = pair();
        assertThrows(BadInputException.class, () -> decide(pair, new ChangeVectors(), "otsu", ChangeSign.GAIN));
    }

    @Test
    void guard_raisesWhatARuleFindsInAnUnchangedScene_andSaysSo() throws Exception {
        Random random = new Random(9);
        float[] date = new float[SIDE * SIDE];
        for (int i = 0; i < date.length; i++) {
            date[i] = 50 + 20 * (float) random.nextGaussian();
        }
        float[] noisy = date.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += 0.5f * (float) random.nextGaussian();
        }
        ArrayPair pair = ArrayPair.of(SIDE, new float[][] {date}, new float[][] {noisy});
        Decision decision = decide(pair, new Difference(), "otsu", ChangeSign.BOTH);
        assertTrue(decision.gain().raised());
        assertTrue(decision.gain().found() < 2 && decision.magnitude() > 20, decision.toString());
        assertEquals(1, decision.notes(new Otsu()).size());
        assertTrue(decision.notes(new Otsu()).get(0).message().contains("raised from"));
        assertTrue(decide(pair, new Difference(), "0.1", ChangeSign.BOTH)
                .notes(new FixedValue(0.1))
                .isEmpty());
    }

    @Test
    void guard_givesWay_whereFarMoreStandsOutThanOfThePhantoms() throws Exception {
        // Ground of +-20 from pixel to pixel has phantoms of +-17, three quarters of a hundredth of them above 47.
        Random random = new Random(9);
        float[] date = new float[SIDE * SIDE];
        float[] changed = new float[SIDE * SIDE];
        for (int i = 0; i < date.length; i++) {
            date[i] = 50 + 20 * (float) random.nextGaussian();
            changed[i] = date[i] + (i % SIDE < SIDE / 5 ? 60 : 0) + 0.5f * (float) random.nextGaussian();
        }
        ArrayPair pair = ArrayPair.of(SIDE, new float[][] {date}, new float[][] {changed});
        Decision decision = decide(pair, new Difference(), "otsu", ChangeSign.BOTH);
        // A fifth is marked: the threshold may fall to where a twentieth of the phantoms is, at 1.96 times 17.
        assertEquals(34, decision.gain().floor(), 2);
        // Change of a hundredth of the scene could nearly all be phantoms.
        for (int i = 0; i < date.length; i++) {
            changed[i] = date[i] + (i % 100 == 0 ? 60 : 0) + 0.5f * (float) random.nextGaussian();
        }
        ArrayPair rare = ArrayPair.of(SIDE, new float[][] {date}, new float[][] {changed});
        assertTrue(
                decide(rare, new Difference(), "otsu", ChangeSign.BOTH).gain().floor() > 43);
    }

    @Test
    void words_areReadBack() throws Exception {
        for (ChangeSign sign : ChangeSign.values()) {
            assertEquals(sign, ChangeSign.parse(sign.word()));
        }
        assertThrows(BadInputException.class, () -> ChangeSign.parse("up"));
    }
}
