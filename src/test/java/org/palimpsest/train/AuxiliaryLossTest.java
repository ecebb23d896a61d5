package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;
import org.palimpsest.SharedData;
import org.palimpsest.detect.Settings;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.DropPath;
import org.palimpsest.nn.ParameterFill;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** MineNetCD's loss, main and auxiliary head together, equals the one that its original gave. */
@ExtendWith(OneTorchThread.class)
class AuxiliaryLossTest {
    private static final int SIDE = 128;
    /** Of the original in evaluation mode with the fixture's weights and images. */
    private static final double RECORDED = 0.974773;

    @Test
    void theRecipesLoss_equalsTheOriginals() throws Exception {
        Recipe recipe = Recipe.ofNetwork("minenetcd-resnet");
        try (WeightsFile file = WeightsFile.open(SharedData.get("parity/MineNetCD-resnet/io.safetensors"));
                Network network =
                        NetworkRegistry.byId("minenetcd-resnet").orElseThrow().create(NetworkOptions.DEFAULT)) {
            network.allocate(Device.cpu());
            network.state().forEach((name, parameter) -> {
                if (parameter.type().isFloating()) {
                    parameter.set(ParameterFill.values(name, parameter.shape().getShape()));
                }
            });
            Settings settings = Settings.of(TrainParameters.all(), recipe.settings());
            Objective objective = new MapObjective(
                    ChangeOutput.of(network, 3, 64, recipe.sides()),
                    new Losses(settings, 1),
                    settings.real("deepSupervision"));
            network.train(true);
            network.visit(part -> {
                if (part instanceof BatchNorm || part instanceof DropPath) {
                    part.train(false);
                }
            });
            try (NDManager manager = network.manager().newSubManager();
                    Scope scope = new Scope()) {
                NDList outputs = network.apply(image(manager, file, "a"), image(manager, file, "b"));
                NDArray target = manager.create(label(), new Shape(1, 1, SIDE, SIDE));
                NDArray loss = objective.loss(outputs, target, target.onesLike(), true);
                assertEquals(RECORDED, loss.getFloat(), 2e-5);
            }
        }
    }

    private static NDArray image(NDManager manager, WeightsFile file, String name) throws Exception {
        return manager.create(Objects.requireNonNull(file.tensors().get(name)).floats(), new Shape(1, 3, SIDE, SIDE));
    }

    /** The fixture's label: where a wave with noise is above a half. */
    private static float[] label() {
        float[] noise = ParameterFill.values("label", SIDE * SIDE);
        float[] label = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = y * SIDE + x;
                double wave = Math.sin(2 * Math.PI * (x + 0.5 * y) / (SIDE - 1));
                // A list of values is filled with a twentieth of the noise.
                double value = 0.6 * (0.5 + 0.4 * wave) + 0.2 + 0.15 * noise[at] / 0.05;
                label[at] = value > 0.5 ? 1 : 0;
            }
        }
        return label;
    }
}
