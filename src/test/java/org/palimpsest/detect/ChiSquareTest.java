package org.palimpsest.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Expected values are those of SciPy 1.17 (scipy.stats.chi2). */
class ChiSquareTest {
    @Test
    void score_isTheDistributionFunction() {
        assertEquals(0.6083748237289109, new ScoreMap.ChiSquare(3).score(3), 2e-8);
        assertEquals(1 - 9.836624224615988e-21, new ScoreMap.ChiSquare(4).score(100));
        assertEquals(2.4020490518976986e-13, GammaDistribution.lower(3.5, 0.5e-3), 1e-25);
        assertEquals(0.6083748237289109, GammaDistribution.lower(1.5, 1.5), 1e-14);
        assertEquals(0, new ScoreMap.ChiSquare(3).score(0));
    }

    @Test
    void tail_keepsItsDigitsWhereTheScoreIsOne() {
        assertEquals(9.836624224615988e-21, new ScoreMap.ChiSquare(4).tail(100), 1e-33);
        assertEquals(2.405585637369904e-56, new ScoreMap.ChiSquare(13).tail(300), 1e-68);
    }

    @Test
    void magnitude_isTheQuantile() {
        assertEquals(13.276704135987622, new ScoreMap.ChiSquare(4).magnitude(0.99), 1e-11);
        assertEquals(10.827566170662733, new ScoreMap.ChiSquare(1).magnitude(0.999), 1e-10);
        assertEquals(0.802642826464245, new ScoreMap.ChiSquare(13).magnitude(1e-6), 1e-12);
        assertEquals(199.33372983863097, new ScoreMap.ChiSquare(200).magnitude(0.5), 1e-10);
        assertEquals(Double.POSITIVE_INFINITY, new ScoreMap.ChiSquare(4).magnitude(1));
        assertEquals(0, new ScoreMap.ChiSquare(4).magnitude(0));
    }

    @Test
    void magnitude_undoesScore_fromTheSmallestToTheLargest() {
        for (int degrees = 1; degrees <= 26; degrees++) {
            ScoreMap.ChiSquare distribution = new ScoreMap.ChiSquare(degrees);
            for (double score : new double[] {0.001, 0.01, 0.5, 0.95, 0.999999}) {
                assertEquals(score, distribution.score(distribution.magnitude(score)), 2e-8);
            }
        }
    }
}
