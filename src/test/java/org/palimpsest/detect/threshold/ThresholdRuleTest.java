package org.palimpsest.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

class ThresholdRuleTest {
    private static final Statistic LENGTH = new Statistic("length", "", false, new ScoreMap.Saturating(1));
    private static final Statistic SIGNED = new Statistic("difference", "", true, new ScoreMap.Saturating(1));
    private static final Statistic CHI_SQUARE = new Statistic("chi-square", "", false, new ScoreMap.ChiSquare(4));

    private static final java.util.List<ThresholdRule> AUTOMATIC = java.util.List.of(
            new Otsu(), new Kittler(), new Likelihood(), new Consensus(), new Kapur(), new Mixture(), new Rosin());

    private static Histogram of(float... values) {
        Histogram histogram = new Histogram();
        for (float value : values) {
            histogram.add(value);
        }
        return histogram;
    }

    /** {@code unchanged} draws around 0 and {@code changed} draws around 10 with spread 1, as a signed statistic. */
    private static Histogram twoClasses(int unchanged, int changed) {
        Random random = new Random(3);
        Histogram histogram = new Histogram();
        for (int i = 0; i < unchanged; i++) {
            histogram.add((float) random.nextGaussian());
        }
        for (int i = 0; i < changed; i++) {
            histogram.add((float) (10 + random.nextGaussian()));
        }
        return histogram;
    }

    @Test
    void otsu_splitsWhereTheClassesDifferMost() throws Exception {
        // Between-class variances by hand: 6 * 4 * (1 - 5.5)^2 = 486 below 2; 8 * 2 * (1.25 - 9)^2 = 961 between 2 and
        // 9.
        double threshold = new Otsu().magnitude(of(1, 1, 1, 1, 1, 1, 2, 2, 9, 9), LENGTH);
        assertEquals(5.5, threshold, 0.1);
    }

    @Test
    void otsu_actsOnTheAbsoluteValueOfASignedStatistic() throws Exception {
        assertEquals(5.5, new Otsu().magnitude(of(1, -1, 1, -1, 1, -1, 2, -2, 9, -9), SIGNED), 0.1);
    }

    @Test
    void everyAutomaticRule_findsTheGapBetweenTwoClearClasses() throws Exception {
        Histogram histogram = twoClasses(90_000, 10_000);
        for (ThresholdRule rule : AUTOMATIC) {
            double threshold = rule.magnitude(histogram, SIGNED);
            assertTrue(threshold > 2 && threshold < 8.5, rule.text() + " gave " + threshold);
        }
    }

    @Test
    void allButOtsu_findARareClass() throws Exception {
        for (ThresholdRule rule : java.util.List.of(new Kittler(), new Likelihood(), new Consensus())) {
            double threshold = rule.magnitude(twoClasses(99_500, 500), SIGNED);
            assertTrue(threshold > 3.5 && threshold < 8.5, rule.text() + " gave " + threshold);
        }
    }

    @Test
    void likelihood_isLargest_whereTheFormulaSays() throws Exception {
        // By hand, scatter and cost per value of the splits of {1 x 6, 2 x 2, 9 x 2}: below 2, scatter 49 of 10 values
        // gives
        // ln(4.9) / 2 + 0.673 = 1.468; below 9, scatter 1.5 gives ln(0.15) / 2 + 0.500 = -0.448.
        assertEquals(5.5, new Likelihood().magnitude(of(1, 1, 1, 1, 1, 1, 2, 2, 9, 9), LENGTH), 0.1);
    }

    @Test
    void aFewExtremeValues_doNotMoveAThreshold() throws Exception {
        Histogram histogram = twoClasses(90_000, 10_000);
        double before = new Otsu().magnitude(histogram, SIGNED);
        for (int i = 0; i < 20; i++) {
            histogram.add(1e9f);
        }
        assertEquals(before, new Otsu().magnitude(histogram, SIGNED), 0.5);
    }

    @Test
    void identicalDates_haveNoThreshold() throws Exception {
        for (ThresholdRule rule : AUTOMATIC) {
            assertEquals(Double.POSITIVE_INFINITY, rule.magnitude(of(0, 0, 0), SIGNED), rule.text());
            assertEquals(Double.POSITIVE_INFINITY, rule.magnitude(new Histogram(), SIGNED), rule.text());
            assertEquals(Double.POSITIVE_INFINITY, rule.magnitude(of(4, 4, 4), LENGTH), rule.text());
        }
    }

    @Test
    void chiSquare_isTheQuantileOfItsDistribution() throws Exception {
        // SciPy: chi2.ppf(0.99, 4)
        assertEquals(13.276704135987622, ThresholdRule.parse("chi2").magnitude(new Histogram(), CHI_SQUARE), 1e-9);
        assertThrows(BadInputException.class, () -> ThresholdRule.parse("chi2").magnitude(new Histogram(), SIGNED));
    }

    @Test
    void significance_isTheNormalQuantile_ofWhatTheUnchangedPixelsSpread() throws Exception {
        // Of a standard normal variable, 0.1 % of the magnitudes exceed 3.29; ten changed pixels in a hundred hardly
        // matter.
        assertEquals(3.29, new Significance(0.999).magnitude(twoClasses(100_000, 0), SIGNED), 0.25);
        assertEquals(3.29, new Significance(0.999).magnitude(twoClasses(95_000, 5_000), SIGNED), 0.6);
    }

    @Test
    void mixture_liesWhereBothNormalDistributionsAreEquallyLikely() throws Exception {
        Histogram histogram = twoClasses(50_000, 50_000);
        double threshold = new Mixture().magnitude(histogram, SIGNED);
        assertTrue(threshold > 3 && threshold < 7, "gave " + threshold);
    }

    @Test
    void rosin_findsTheFootOfTheOnlyPeak() throws Exception {
        double threshold = new Rosin().magnitude(twoClasses(100_000, 300), SIGNED);
        assertTrue(threshold > 1.5 && threshold < 4, "gave " + threshold);
    }

    @Test
    void kapur_leavesMostEntropy_byHand() throws Exception {
        // Levels 1 to 8 with 4, 8, 6, 3, 1, 2, 4 and 4 values. The entropies of both classes add up to 2.573 when split
        // before 4, 2.583 before 5 and 2.499 before 6; the bins between 4 and 5 are empty, and the first of them wins.
        float[] values = new float[32];
        int[] counts = {4, 8, 6, 3, 1, 2, 4, 4};
        int at = 0;
        for (int level = 1; level <= counts.length; level++) {
            for (int i = 0; i < counts[level - 1]; i++) {
                values[at++] = level;
            }
        }
        double threshold = new Kapur().magnitude(of(values), LENGTH);
        assertTrue(threshold > 4 && threshold <= 5, "gave " + threshold);
    }

    @Test
    void rosin_isTheBinFarthestBelowTheLine_byHand() throws Exception {
        // Counts fall from 1000 at 1 over 100 at 2, 50 at 3 and 40 at 4 to nothing at 10. The line from (1, 1000) to
        // the
        // end has a slope of about -111 a unit: distances below it are 0 at 1, 789 at 2, 728 at 3 and 627 at 4, but
        // between the levels, where bins are empty, 889 just above 1 and 3 falling on: the corner is the bin after 1.
        Histogram histogram = new Histogram();
        int[] counts = {0, 1000, 100, 50, 40, 30, 20, 10, 5, 2, 1};
        for (int level = 1; level < counts.length; level++) {
            for (int i = 0; i < counts[level]; i++) {
                histogram.add((float) level);
            }
        }
        double threshold = new Rosin().magnitude(histogram, LENGTH);
        assertTrue(threshold > 1 && threshold < 1.1, "gave " + threshold);
    }

    @Test
    void mixture_ofTwoEqualNormals_crossesInTheMiddleOfTheirTwoThirdsPowers() throws Exception {
        // Half the values' two-thirds powers are N(4, 0.5^2), half N(8, 0.5^2): equally likely at 6, that is at 6^1.5.
        Random random = new Random(11);
        Histogram histogram = new Histogram();
        for (int i = 0; i < 200_000; i++) {
            histogram.add((float) Math.pow((i % 2 == 0 ? 4 : 8) + 0.5 * random.nextGaussian(), 1.5));
        }
        assertEquals(Math.pow(6, 1.5), new Mixture().magnitude(histogram, LENGTH), 0.35);
    }

    @Test
    void significance_byHand() throws Exception {
        // Two-thirds powers N(10, 1): 0.999 lies at 10 + 3.0902.
        Random random = new Random(12);
        Histogram histogram = new Histogram();
        for (int i = 0; i < 400_000; i++) {
            histogram.add((float) Math.pow(10 + random.nextGaussian(), 1.5));
        }
        assertEquals(Math.pow(13.0902, 1.5), new Significance(0.999).magnitude(histogram, LENGTH), 0.3);
    }

    @Test
    void aDetectorsDefault_isAutomatic_evenWhereItIsANumber() throws Exception {
        ThresholdRule half = ThresholdRule.parse("0.5");
        assertTrue(!half.automatic() && new DetectorDefault(half).automatic());
        assertEquals(0.5, new DetectorDefault(half).magnitude(new Histogram(), LENGTH));
    }

    @Test
    void value_isTakenAsItIs() throws Exception {
        assertEquals(-3, ThresholdRule.parse(" -3 ").magnitude(new Histogram(), LENGTH));
        assertThrows(BadInputException.class, () -> ThresholdRule.parse("-3").magnitude(new Histogram(), SIGNED));
    }

    @Test
    void parse_readsBackEachText() throws Exception {
        for (String text : new String[] {
            "auto",
            "auto:0.5",
            "median",
            "otsu",
            "kittler",
            "likelihood",
            "likelihood-squared",
            "kapur",
            "em",
            "rosin",
            "significance:0.99",
            "chi2:0.999",
            "0.5"
        }) {
            assertEquals(text, ThresholdRule.parse(text).text());
        }
        assertEquals(new ChiSquareSignificance(0.99), ThresholdRule.parse("chi2"));
    }

    @Test
    void parse_refusesWhatIsNoRule_andNamesTheRules() {
        for (String text : new String[] {"", "otsuu", "NaN", "chi2:", "chi2:1", "chi2:-0.1", "auto:", "auto:-0.1"}) {
            assertThrows(BadInputException.class, () -> ThresholdRule.parse(text), text);
        }
        BadInputException refusal = assertThrows(BadInputException.class, () -> ThresholdRule.parse("best"));
        assertEquals(
                "The threshold \"best\" is not known. Give a number or one of auto, median, otsu, kittler, likelihood,"
                        + " likelihood-squared, kapur, em, rosin, significance, chi2.",
                refusal.getMessage());
    }
}
