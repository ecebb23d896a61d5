package org.palimpsest.zoo.mlla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.nn.Parameter;
import org.palimpsest.zoo.mlla.MllaSiaNet.Design;

class MllaSiaNetTest {
    @Test
    void fullDesign_hasTheParametersOfItsSpecification() {
        long parameters = new MllaSiaNet(3, Design.FULL)
                .state().values().stream()
                        .filter(Parameter::isTrainable)
                        .mapToLong(parameter -> parameter.shape().size())
                        .sum();
        assertEquals(33_417_488, parameters);
    }

    @ParameterizedTest
    @CsvSource({"32, 32", "64, 96", "128, 128"})
    void logits_haveTheImagesSize(int height, int width) {
        try (MllaSiaNet network = small(true, "both", Attention.BOTH);
                NDManager manager = network.manager().newSubManager()) {
            NDArray a = manager.randomUniform(0, 1, new Shape(2, 3, height, width));
            NDArray b = manager.randomUniform(0, 1, new Shape(2, 3, height, width));
            assertEquals(
                    new Shape(2, 1, height, width), network.apply(a, b).get(0).getShape());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, both, BOTH",
        "true, off, BOTH",
        "true, pooling, BOTH",
        "true, gaussian, OFF",
        "true, both, SPATIAL"
    })
    void eachModule_canBeSwitchedOff(boolean dfm, String dsp, Attention attention) {
        try (MllaSiaNet network = small(dfm, dsp, attention);
                NDManager manager = network.manager().newSubManager()) {
            NDArray a = manager.randomUniform(0, 1, new Shape(1, 3, 64, 64));
            float logit = network.apply(a, a.mul(0.5)).get(0).mean().getFloat();
            assertTrue(Float.isFinite(logit));
        }
    }

    @Test
    void withoutMultiLevelLoss_trainingGivesTheHeadOnly() {
        Design design = new Design(true, "both", false, Attention.BOTH, 0.25);
        try (MllaSiaNet network = new MllaSiaNet(3, design)) {
            network.initialise(Device.cpu(), 1);
            network.train(true);
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray a = manager.randomUniform(0, 1, new Shape(2, 3, 64, 64));
                assertEquals(1, network.apply(a, a).size());
            }
        }
    }

    @Test
    void anUnknownPyramid_isRefusedByName() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new Design(true, "laplace", true, Attention.BOTH, 1));
        assertTrue(refused.getMessage().contains("laplace"), refused.getMessage());
    }

    private static MllaSiaNet small(boolean dfm, String dsp, Attention attention) {
        MllaSiaNet network = new MllaSiaNet(3, new Design(dfm, dsp, true, attention, 0.25));
        network.initialise(Device.cpu(), 1);
        return network;
    }
}
