package org.palimpsest.zoo.maskucd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.SharedData;
import org.palimpsest.nn.ParameterFill;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Parity;

/** The network equals the recorded one, part by part. */
@ExtendWith(OneTorchThread.class)
class MaskUcdTest {
    @Test
    void outputsDifferenceAndMask_areTheFixtures() throws Exception {
        Parity.Result result = Parity.run(SharedData.get("parity/MaskUCD"));
        assertEquals(true, result.passed(), () -> result.cases().toString());
    }

    @Test
    void everyPartInBetween_isTheFixtures() throws Exception {
        try (WeightsFile file = WeightsFile.open(SharedData.get("parity/MaskUCD/io.safetensors"));
                MaskUcd network = new MaskUcd(1, 3)) {
            network.initialise(Device.cpu(), 1);
            network.state().forEach((name, parameter) -> {
                if (parameter.isTrainable()) {
                    parameter.set(ParameterFill.values(name, parameter.shape().getShape()));
                }
            });
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray first = array(manager, file, "a");
                NDArray second = array(manager, file, "b");
                NDList steps = network.steps(first, second);
                String[] names = {"align1", "msb1", "enc1", "enc2", "patch1", "attn_up", "cross2"};
                for (int i = 0; i < names.length; i++) {
                    NDArray wanted = array(manager, file, "mid_" + names[i]);
                    assertEquals(wanted.getShape(), steps.get(i).getShape(), names[i]);
                    float apart = steps.get(i).sub(wanted).abs().max().getFloat();
                    assertEquals(0, apart, 1e-4, names[i]);
                }
            }
        }
    }

    private static NDArray array(NDManager manager, WeightsFile file, String name) throws Exception {
        StoredTensor tensor = file.tensors().get(name);
        return manager.create(tensor.floats(), new Shape(tensor.shape()));
    }
}
