package org.palimpsest.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.OneTorchThread;

/** Stages of networks as heat. */
@ExtendWith(OneTorchThread.class)
class StageTest {
    private static final int SIDE = 64;

    private static NDArray image(NDManager manager, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return manager.create(values, new Shape(1, 3, SIDE, SIDE));
    }

    /** The image with a bright square in its upper left quarter. */
    private static NDArray changed(NDManager manager, NDArray image) {
        float[] values = image.toFloatArray();
        for (int y = 8; y < 24; y++) {
            for (int x = 8; x < 24; x++) {
                values[y * SIDE + x] += 3;
            }
        }
        return manager.create(values, image.getShape());
    }

    @Test
    void differencesAreCold_whereNothingChanged_andWarmWhereSomethingDid() {
        try (Network network = new FcSiamDiff(3, 2)) {
            network.initialise(Device.cpu(), 7);
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray before = image(manager, 1);
                for (float cold :
                        network.heat(before, image(manager, 1), "difference.0").toFloatArray()) {
                    assertEquals(0, cold);
                }
                float[] heat = network.heat(before, changed(manager, before), "difference.0")
                        .toFloatArray();
                assertTrue(heat[16 * SIDE + 16] > 0);
                assertEquals(0, heat[48 * SIDE + 48]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc-siam-diff", "tinycd", "mlla-sianet", "bit"})
    void everyStageIsAsLargeAsTheImages_andLookingChangesNoResult(String id) {
        NetworkOptions options =
                id.equals("mlla-sianet") ? NetworkOptions.DEFAULT.with("width", 0.25) : NetworkOptions.DEFAULT;
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            network.initialise(Device.cpu(), 7);
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray before = image(manager, 1);
                NDArray after = image(manager, 2);
                float[] first = network.apply(before, after).get(0).toFloatArray();
                assertFalse(network.stages().isEmpty());
                for (String stage : network.stages()) {
                    NDArray heat = network.heat(before, after, stage);
                    assertEquals(new Shape(1, 1, SIDE, SIDE), heat.getShape(), stage);
                    float sum = 0;
                    for (float value : heat.toFloatArray()) {
                        assertTrue(value >= 0 && Float.isFinite(value), stage);
                        sum += value;
                    }
                    assertTrue(sum > 0, stage);
                }
                assertArrayEquals(first, network.apply(before, after).get(0).toFloatArray());
            }
        }
    }

    @Test
    void anUnknownStageIsRefusedWithTheNamesOfTheOthers() {
        try (Network network = new FcSiamDiff(3, 2)) {
            network.initialise(Device.cpu(), 7);
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray image = image(manager, 1);
                IllegalArgumentException fault =
                        assertThrows(IllegalArgumentException.class, () -> network.heat(image, image, "decoder.9"));
                assertTrue(fault.getMessage().contains("difference.3"), fault.getMessage());
            }
        }
    }
}
