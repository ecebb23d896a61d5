package org.palimpsest.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.Histogram.Side;

/** The automatic threshold against the candidates that it is made of. */
class CoherenceTest {
    private static final int SIDE = 100;
    private static final Statistic LENGTH = new Statistic("length", "", false, new ScoreMap.Saturating(1));
    private static final ThresholdRule[] CANDIDATES = {new Otsu(), new Kittler(), new Likelihood(), new Likelihood(2)};

    /** A large faint square and noise whose upper tail is wide: the rules disagree, the picture does not. */
    private static SceneHistogram faintSquare() {
        Random random = new Random(6);
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            boolean inside = i % SIDE < 30 && i / SIDE < 30;
            picture[i] = (float) Math.abs(random.nextGaussian()) + (inside ? 5 : 0);
        }
        return SceneHistogram.of(picture, SIDE);
    }

    /** The highest of those candidates whose masks lie together most, to 0.002. */
    private static double mostCoherent(SceneHistogram scene, double lowest) throws Exception {
        double most = 0;
        for (ThresholdRule rule : CANDIDATES) {
            most = Math.max(most, scene.coherence(Side.BOTH, candidate(rule, scene, lowest)));
        }
        double best = Double.NaN;
        for (ThresholdRule rule : CANDIDATES) {
            double other = candidate(rule, scene, lowest);
            if (scene.coherence(Side.BOTH, other) >= most - 0.002 && !(other <= best)) {
                best = other;
            }
        }
        return best;
    }

    private static double candidate(ThresholdRule rule, SceneHistogram scene, double lowest) throws Exception {
        return Math.max(lowest, rule.magnitude(scene.values(), Side.BOTH, LENGTH));
    }

    @Test
    void threshold_liesAQuarterOfTheWay_fromTheMostCoherentCandidateToTheMiddleOne() throws Exception {
        SceneHistogram scene = faintSquare();
        double chosen = new Coherence().magnitude(scene, Side.BOTH, LENGTH, 0);
        double middle = new Consensus().magnitude(scene.values(), Side.BOTH, LENGTH);
        double best = mostCoherent(scene, 0);
        assertTrue(best != middle, "both at " + best);
        assertEquals(0.75 * Math.log(best) + 0.25 * Math.log(middle), Math.log(chosen), 1e-12);
        assertTrue(chosen > 3 && chosen < 5, "at " + chosen);
    }

    @Test
    void least_holds_alsoForWhatTheCandidatesAreJudgedBy_andOfAlikeOnesTheHighestIsTaken() throws Exception {
        SceneHistogram scene = faintSquare();
        double middle = new Consensus().magnitude(scene.values(), Side.BOTH, LENGTH);
        double chosen = new Coherence(middle + 0.1).magnitude(scene, Side.BOTH, LENGTH, 0);
        assertEquals(
                0.75 * Math.log(mostCoherent(scene, middle + 0.1)) + 0.25 * Math.log(middle + 0.1),
                Math.log(chosen),
                1e-12);
        assertEquals(20, new Coherence(20).magnitude(scene, Side.BOTH, LENGTH, 0));
        assertEquals(20, new Coherence(20).magnitude(scene.values(), Side.BOTH, LENGTH));
        assertThrows(IllegalArgumentException.class, () -> new Coherence(-1));
    }

    @Test
    void whatLiesBelowTheFloor_isHandedOnAsFound_soThatTheCallerTellsOfIt() throws Exception {
        double found = new Coherence().magnitude(faintSquare(), Side.BOTH, LENGTH, 100);
        assertTrue(found < 100, "at " + found);
    }

    @Test
    void evenPicture_hasNoThreshold() throws Exception {
        SceneHistogram nothing = SceneHistogram.of(new float[SIDE * SIDE], SIDE);
        assertEquals(Double.POSITIVE_INFINITY, new Coherence().magnitude(nothing, Side.BOTH, LENGTH, 0));
        assertEquals(Double.POSITIVE_INFINITY, new Coherence(0.5).magnitude(nothing, Side.BOTH, LENGTH, 0));
    }
}
