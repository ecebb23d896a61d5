package org.palimpsest.learned.maskucd;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Arrays;
import org.palimpsest.SharedData;
import org.palimpsest.nn.ParameterFill;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.maskucd.MaskUcd;

/** The recorded run of MaskUCD that this one is compared with. */
final class Fixture {
    private Fixture() {}

    /** A recorded array, in C order. */
    static float[] array(String name) throws Exception {
        Path file = SharedData.get("parity/MaskUCD/io.safetensors");
        try (WeightsFile tensors = WeightsFile.open(file)) {
            return tensors.tensors().get(name).floats();
        }
    }

    static PairImages images() throws Exception {
        boolean[] counted = new boolean[64 * 64];
        Arrays.fill(counted, true);
        return new PairImages(64, 64, 1, array("a"), 3, array("b"), counted);
    }

    /** The network with the recorded run's first weights. */
    static MaskUcd network() {
        MaskUcd network = PairTraining.network(1, 3, Device.cpu(), 1);
        network.state().forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                parameter.set(ParameterFill.values(name, parameter.shape().getShape()));
            }
        });
        return network;
    }
}
