package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.raster.Window;

/** Deep features with drawn filters: a patch that turned stands out, and windows agree with the whole. */
class DeepFeaturesTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 80;

    /** Stripes at both dates, in three bands and in one of opposite sign; in a square they are gone after. */
    private static ArrayPair stripes() {
        Random random = new Random(5);
        float[][] before = new float[3][WIDTH * HEIGHT];
        float[][] after = new float[1][WIDTH * HEIGHT];
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            float stripe = (pixel % WIDTH + pixel / WIDTH) / 12 % 2;
            for (float[] band : before) {
                band[pixel] = 100 * stripe + 5 * (float) random.nextGaussian();
            }
            after[0][pixel] = (inside(pixel) ? 90 : 40 - 30 * stripe) + 3 * (float) random.nextGaussian();
        }
        return ArrayPair.of(WIDTH, before, after);
    }

    private static boolean inside(int pixel) {
        int x = pixel % WIDTH;
        int y = pixel / WIDTH;
        return x >= 40 && x < 64 && y >= 32 && y < 56;
    }

    @Test
    void changedSquare_standsOut_andWindowsAgreeWithTheWhole() throws Exception {
        ArrayPair pair = stripes();
        try (ChangeModel model = pair.fit(new DeepFeatures(), Map.of("smoothing", "1"))) {
            // A shifted copy differs by its smoothed speckle, which says nothing of misregistration.
            assertEquals(Optional.empty(), model.within(ChangeModel.Date.AFTER));
            float[] whole = pair.statistic(model);
            double changed = 0;
            double same = 0;
            int count = 0;
            for (int pixel = 0; pixel < whole.length; pixel++) {
                assertTrue(Float.isFinite(whole[pixel]));
                if (inside(pixel)) {
                    changed += whole[pixel];
                    count++;
                } else {
                    same += whole[pixel];
                }
            }
            assertTrue(changed / count > 3 * same / (whole.length - count), changed / count + " beside " + same);
            Window part = new Window(31, 17, 30, 23);
            int halo = model.halo();
            float[] window = model.apply(List.of(pair.read(part.grow(halo)))).get(0);
            for (int y = 0; y < part.height(); y++) {
                for (int x = 0; x < part.width(); x++) {
                    float expected = whole[(part.y() + y) * WIDTH + part.x() + x];
                    assertEquals(
                            expected, window[(y + halo) * (part.width() + 2 * halo) + x + halo], 1e-3 * (1 + expected));
                }
            }
        }
    }

    @Test
    void anEncoderSeesImagesAsItsModelWasTrainedToSeeThem(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("bit");
        FilledModel.write(model, "bit", 256, 32);
        float[] unit = statistic(model, Normalisation.UNIT);
        assertArrayEquals(unit, statistic(model, Normalisation.UNIT), 1e-4f);
        float[] imagenet = statistic(model, Normalisation.IMAGENET);
        double difference = 0;
        for (int pixel = 0; pixel < unit.length; pixel++) {
            difference = Math.max(difference, Math.abs(unit[pixel] - imagenet[pixel]));
        }
        assertTrue(difference > 0.01, "largest difference " + difference);
    }

    private static float[] statistic(Path model, Normalisation normalisation) throws Exception {
        ModelFolder.saveCard(model, ModelFolder.describe(model).with(normalisation));
        ArrayPair pair = stripes();
        try (ChangeModel fitted = pair.fit(new DeepFeatures(), Map.of("checkpoint", model.toString()))) {
            return pair.statistic(fitted);
        }
    }
}
