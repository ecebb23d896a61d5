package org.palimpsest.train;

import java.util.SplittableRandom;
import org.palimpsest.detect.Settings;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.Samples;

/**
 * Cuts a crop out of a labelled pair and varies it: geometry for both dates and the label alike, light for each date by itself.
 *
 * <p>What is drawn depends only on the random numbers that are handed in. Samples stay within 0 to 1. Safe for several threads.
 */
final class Augmentation {
    private final Settings settings;
    private final int size;

    Augmentation(Settings settings) {
        this.settings = settings;
        size = settings.whole("crop");
    }

    /**
     * Fills one place of a batch.
     *
     * @param label of each pixel of the chip, its own or (for a proof) another's
     * @param place index of the pair in the batch
     */
    void fill(Chip chip, byte[] label, SplittableRandom random, TrainBatch batch, int place) {
        double share = settings.real("scale");
        double scale = share == 0 ? 1 : 1 - share + 2 * share * random.nextDouble();
        CropPlace crop = CropPlace.draw(chip, size, scale, flips(random), random);
        boolean swap = random.nextDouble() < settings.real("swap");
        float[] first = image(chip, swap ? chip.after() : chip.before(), crop);
        float[] second = image(chip, swap ? chip.before() : chip.after(), crop);
        new Light(settings, random).vary(first, chip.bands(), size);
        new Light(settings, random).vary(second, chip.bands(), size);
        batch.put(place, first, second);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int pixel = crop.nearest(x, y);
                batch.putLabel(place, y * size + x, pixel < 0 ? Chip.IGNORED : label[pixel]);
            }
        }
    }

    /** One of the eight symmetries of a square: bit 0 mirrors, bits 1 and 2 count quarter turns. */
    private int flips(SplittableRandom random) {
        int drawn = random.nextInt(8);
        int mirror = settings.flag("flips") ? drawn & 1 : 0;
        if (settings.flag("turns")) {
            return mirror | (drawn & 6);
        }
        // Without turns a half turn stands for mirroring upside down too.
        return settings.flag("flips") ? mirror | (drawn & 4) : 0;
    }

    private float[] image(Chip chip, Samples samples, CropPlace crop) {
        float[] image = new float[chip.bands() * size * size];
        int pixels = chip.width() * chip.height();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int at = y * size + x;
                for (int band = 0; band < chip.bands(); band++) {
                    image[band * size * size + at] = crop.sample(samples, band * pixels, x, y);
                }
            }
        }
        return image;
    }
}
