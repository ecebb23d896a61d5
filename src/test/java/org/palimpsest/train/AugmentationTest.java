package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.Samples;

/** Geometry moves both dates and the label alike, light stays on its date, and the seed decides everything. */
class AugmentationTest {
    private static final int SIDE = 24;

    /** A chip whose label can be read off its images: both are bright exactly where there is change. */
    private static Chip chip() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] values = new byte[SIDE * SIDE];
        byte[] label = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            label[i] = (byte) random.nextInt(2);
            values[i] = (byte) (label[i] * 255);
        }
        return new Chip(1, SIDE, SIDE, new Samples.EightBit(values), new Samples.EightBit(values.clone()), label);
    }

    @Test
    void everyFlipAndTurn_movesDatesAndLabelTogether() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            TrainBatch batch = augment(chip(), Map.of("crop", "16"), seed);
            assertArrayEquals(batch.target(), batch.before());
            assertArrayEquals(batch.target(), batch.after());
            seen.add(Arrays.toString(batch.target()));
        }
        assertTrue(seen.size() > 50, "different crops: " + seen.size());
    }

    @Test
    void theEightSymmetries_areAllDrawn_andOnlyTheseForAWholeImage() throws Exception {
        Set<String> seen = new HashSet<>();
        Chip small = new Chip(
                1,
                16,
                16,
                new Samples.EightBit(new byte[256]),
                new Samples.EightBit(new byte[256]),
                Arrays.copyOf(chip().label(), 256));
        for (int seed = 0; seed < 100; seed++) {
            seen.add(Arrays.toString(augment(small, Map.of("crop", "16"), seed).target()));
        }
        assertEquals(8, seen.size());
        assertEquals(
                1,
                Set.of(Arrays.toString(augment(small, Map.of("crop", "16", "flips", "false", "turns", "false"), 1)
                                .target()))
                        .size());
    }

    @Test
    void oneSeed_givesOneResult_andAnotherSeedAnother() throws Exception {
        Map<String, String> all = Map.of(
                "crop", "16", "scale", "0.3", "brightness", "0.3", "contrast", "0.3", "noise", "0.1", "blur", "0.5");
        TrainBatch first = augment(chip(), all, 7);
        assertArrayEquals(first.before(), augment(chip(), all, 7).before());
        assertFalse(Arrays.equals(first.before(), augment(chip(), all, 8).before()));
        assertFalse(Arrays.equals(first.before(), first.after()), "light is drawn for each date");
    }

    @Test
    void aSmallImage_isMirrored_andHasNoLabelOutside() throws Exception {
        TrainBatch batch = augment(chip(), Map.of("crop", "32"), 3);
        float labelled = 0;
        for (float counted : batch.counted()) {
            labelled += counted;
        }
        assertEquals(SIDE * SIDE, labelled);
    }

    @Test
    void brightnessAlone_multipliesTheImage() throws Exception {
        byte[] grey = new byte[256];
        Arrays.fill(grey, (byte) 100);
        Chip flat = new Chip(1, 16, 16, new Samples.EightBit(grey), new Samples.EightBit(grey), new byte[256]);
        TrainBatch batch = augment(flat, Map.of("crop", "16", "brightness", "0.5"), 11);
        double factor = batch.before()[0] * 255 / 100;
        assertTrue(factor >= 0.5 && factor <= 1.5 && Math.abs(factor - 1) > 1e-3, "factor " + factor);
        assertEquals(batch.before()[0], batch.before()[200], 1e-6);
    }

    private static TrainBatch augment(Chip chip, Map<String, String> texts, long seed) throws BadInputException {
        Settings settings = Settings.of(TrainParameters.all(), new HashMap<>(texts));
        TrainBatch batch = new TrainBatch(1, chip.bands(), settings.whole("crop"), Normalisation.UNIT);
        new Augmentation(settings).fill(chip, chip.label(), new SplittableRandom(seed), batch, 0);
        return batch;
    }
}
