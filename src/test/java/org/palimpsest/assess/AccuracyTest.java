package org.palimpsest.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AccuracyTest {
    @Test
    void measures_followTheirFormulas() {
        Accuracy accuracy = Accuracy.of(new ConfusionCounts(40, 10, 20, 130));
        assertEquals(200, accuracy.pixels());
        assertEquals(0.8, accuracy.precision(), 1e-15);
        assertEquals(40 / 60.0, accuracy.recall(), 1e-15);
        assertEquals(80 / 110.0, accuracy.f1(), 1e-15);
        assertEquals(40 / 70.0, accuracy.iou(), 1e-15);
        assertEquals(0.85, accuracy.oa(), 1e-15);
        // Chance: 0.25 * 0.3 + 0.75 * 0.7 = 0.6, so (0.85 - 0.6) / 0.4.
        assertEquals(0.625, accuracy.kappa(), 1e-12);
    }

    @Test
    void counts_ofMoreThanAnIntHolds_doNotOverflow() {
        Accuracy accuracy = Accuracy.of(new ConfusionCounts(4_000_000_000L, 0, 4_000_000_000L, 8_000_000_000L));
        assertEquals(0.5, accuracy.recall());
        assertEquals(0.75, accuracy.oa());
    }

    @Test
    void noChangeInMapAndReference_isPerfectAgreement() {
        Accuracy accuracy = Accuracy.of(new ConfusionCounts(0, 0, 0, 9));
        assertEquals(1, accuracy.f1());
        assertEquals(1, accuracy.precision());
        assertEquals(1, accuracy.kappa());
    }

    @Test
    void changeInOnlyOneOfThem_isNoAgreement() {
        Accuracy silent = Accuracy.of(new ConfusionCounts(0, 0, 3, 7));
        assertEquals(0, silent.f1());
        assertEquals(0, silent.precision());
        assertEquals(0, silent.kappa());
        Accuracy loud = Accuracy.of(new ConfusionCounts(0, 3, 0, 7));
        assertEquals(0, loud.recall());
        assertEquals(0.7, loud.oa());
    }

    @Test
    void noPixels_giveZeroEverywhere() {
        Accuracy accuracy = Accuracy.of(ConfusionCounts.NONE);
        assertEquals(0, accuracy.f1());
        assertEquals(0, accuracy.oa());
        assertEquals(0, accuracy.kappa());
    }

    @Test
    void counting_looksAtSelectedPixelsOnly_andAddsUp() {
        boolean[] change = {true, true, false, false, true};
        boolean[] truth = {true, false, true, false, true};
        ConfusionCounts counts = ConfusionCounts.of(change, truth, new boolean[] {true, true, true, true, false});
        assertEquals(new ConfusionCounts(1, 1, 1, 1), counts);
        assertEquals(new ConfusionCounts(2, 2, 2, 2), counts.plus(counts));
        assertThrows(IllegalArgumentException.class, () -> ConfusionCounts.of(change, truth, new boolean[1]));
    }
}
