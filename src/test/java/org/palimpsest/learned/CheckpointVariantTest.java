package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.nn.weights.Checkpoint;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** The variant of a large network is read from its tensors, whatever a configuration file says. */
class CheckpointVariantTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "minenetcd-resnet, resnet-18, false, 3",
        "minenetcd-swin, swin-tiny, true, 2",
        "minenetcd-vmamba, vmamba-tiny, false, 2"
    })
    void encoderSizeChangeFftAndClasses_areToldByTheTensors(String id, String backbone, boolean changeFft, int classes)
            throws Exception {
        NetworkOptions options =
                new NetworkOptions(Map.of("backbone", backbone, "changefft", changeFft, "classes", classes));
        Path file = folder.resolve("weights.safetensors");
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            network.allocate(Device.cpu());
            Checkpoint.save(network, file, Map.of());
        }
        try (WeightsFile weights = WeightsFile.open(file)) {
            NetworkOptions read = CheckpointVariant.of(id, weights);
            assertEquals(backbone, read.text("backbone", ""));
            assertEquals(changeFft, read.flag("changefft", true));
            assertEquals(classes, read.classes());
            assertEquals(3, read.bands());
        }
    }
}
