package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.weights.ElementType;
import org.palimpsest.nn.weights.SafetensorsWriter;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** Encoders are filled from files that name their tensors as torchvision, timm and the hub do. */
@ExtendWith(OneTorchThread.class)
class EncoderWeightsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "layer1.0.conv1.weight, layer1.0.conv1.weight",
        "module.backbone.layer4.2.bn2.running_var, layer4.2.bn2.running_var",
        "resnet.embedder.embedder.convolution.weight, conv1.weight",
        "resnet.embedder.embedder.normalization.bias, bn1.bias",
        "resnet.encoder.stages.2.layers.1.layer.0.convolution.weight, layer3.1.conv1.weight",
        "resnet.encoder.stages.0.layers.0.layer.2.normalization.running_mean, layer1.0.bn3.running_mean",
        "resnet.encoder.stages.1.layers.0.shortcut.convolution.weight, layer2.0.downsample.0.weight",
        "resnet.encoder.stages.1.layers.0.shortcut.normalization.weight, layer2.0.downsample.1.weight",
        "efficientnet.embeddings.convolution.weight, features.0.0.weight",
        "efficientnet.encoder.blocks.0.depthwise_conv.depthwise_conv.weight, features.1.0.block.0.0.weight",
        "efficientnet.encoder.blocks.1.projection.project_bn.bias, features.1.1.block.2.1.bias",
        "efficientnet.encoder.blocks.2.expansion.expand_conv.weight, features.2.0.block.0.0.weight",
        "efficientnet.encoder.blocks.9.squeeze_excite.reduce.bias, features.3.3.block.2.fc1.bias",
        "features.28.weight, features.28.weight",
    })
    void namesOfTorchvisionAndTheHub_becomeTorchvisions(String name, String expected) {
        assertEquals(expected, EncoderNames.inTorchvision(name, false).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "conv_stem.weight, features.0.0.weight",
        "bn1.running_mean, features.0.1.running_mean",
        "blocks.0.1.conv_dw.weight, features.1.1.block.0.0.weight",
        "blocks.0.0.se.conv_reduce.bias, features.1.0.block.1.fc1.bias",
        "blocks.0.0.conv_pw.weight, features.1.0.block.2.0.weight",
        "blocks.0.0.bn2.weight, features.1.0.block.2.1.weight",
        "blocks.2.3.conv_pw.weight, features.3.3.block.0.0.weight",
        "blocks.1.0.bn2.bias, features.2.0.block.1.1.bias",
        "blocks.1.0.se.conv_expand.weight, features.2.0.block.2.fc2.weight",
        "blocks.1.0.conv_pwl.weight, features.2.0.block.3.0.weight",
        "blocks.1.0.bn3.weight, features.2.0.block.3.1.weight",
    })
    void namesOfTimmsEfficientNet_becomeTorchvisions(String name, String expected) {
        assertEquals(expected, EncoderNames.inTorchvision(name, true).orElseThrow());
    }

    @Test
    void everyEncoderOfARecipe_isFilledFromAFileWithTorchvisionsNames() throws Exception {
        for (String id : List.of("bit", "tinycd", "dsifn", "mlla-sianet", "dtcdscn")) {
            Recipe recipe = Recipe.ofNetwork(id);
            NetworkOptions options = new NetworkOptions(recipe.options()).with("width", 1.0);
            try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
                network.initialise(Device.cpu(), 1);
                Path file = folder.resolve(id + ".safetensors");
                Map<String, Float> written = write(network, recipe.encoder(), file, name -> name);
                EncoderWeights.fill(network, recipe.encoder(), file);
                assertFilled(network, recipe.encoder(), written);
            }
        }
    }

    @Test
    void imagesOfAnotherNumberOfBands_getTheMeanOfTheThreeChannels() throws Exception {
        Recipe recipe = Recipe.ofNetwork("tinycd");
        Path file = folder.resolve("three.safetensors");
        try (Network three = NetworkRegistry.byId("tinycd").orElseThrow().create(NetworkOptions.DEFAULT);
                Network four =
                        NetworkRegistry.byId("tinycd").orElseThrow().create(NetworkOptions.DEFAULT.with("bands", 4))) {
            three.initialise(Device.cpu(), 1);
            four.initialise(Device.cpu(), 1);
            Map<String, Float> written = write(three, recipe.encoder(), file, name -> name);
            EncoderWeights.fill(four, recipe.encoder(), file);
            float[] first = java.util.Objects.requireNonNull(four.state().get("_backbone.0.0.weight"))
                    .array()
                    .toFloatArray();
            assertEquals(0.75f * java.util.Objects.requireNonNull(written.get("features.0.0.weight")), first[0], 1e-5);
        }
    }

    @Test
    void weightsOfAnotherEncoder_areRefusedInOneSentence_andNothingIsChanged() throws Exception {
        Path file = folder.resolve("other.safetensors");
        try (Network bit = NetworkRegistry.byId("bit").orElseThrow().create(NetworkOptions.DEFAULT)) {
            bit.initialise(Device.cpu(), 1);
            SafetensorsWriter.write(file, List.of(content("layer1.0.conv1.weight", new long[] {1}, 1)), Map.of());
            float[] before = java.util.Objects.requireNonNull(bit.state().get("resnet.conv1.weight"))
                    .array()
                    .toFloatArray();
            BadInputException refusal = assertThrows(
                    BadInputException.class,
                    () -> EncoderWeights.fill(bit, Recipe.ofNetwork("bit").encoder(), file));
            assertTrue(String.valueOf(refusal.getMessage()).contains("do not fit the encoder"));
            assertArrayEquals(
                    before,
                    java.util.Objects.requireNonNull(bit.state().get("resnet.conv1.weight"))
                            .array()
                            .toFloatArray());
        }
    }

    /** Writes each tensor of the encoder once, filled with a number of its own, but not what ImageNet's files lack. */
    private static Map<String, Float> write(
            Network network, Map<String, String> encoder, Path file, UnaryOperator<String> naming) throws Exception {
        Map<String, Float> written = new LinkedHashMap<>();
        List<SafetensorsWriter.Content> contents = new ArrayList<>();
        network.state().forEach((name, parameter) -> canonical(encoder, name).ifPresent(canonical -> {
            if (parameter.type().isFloating() && !canonical.contains(".se.fc.") && !written.containsKey(canonical)) {
                written.put(canonical, 1f + written.size());
                contents.add(content(naming.apply(canonical), parameter.shape().getShape(), (float) written.size()));
            }
        }));
        SafetensorsWriter.write(file, contents, Map.of());
        return written;
    }

    private static java.util.Optional<String> canonical(Map<String, String> encoder, String name) {
        return encoder.keySet().stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> encoder.get(prefix) + name.substring(prefix.length()));
    }

    private static void assertFilled(Network network, Map<String, String> encoder, Map<String, Float> written) {
        int filled = 0;
        for (Map.Entry<String, Parameter> entry : network.state().entrySet()) {
            Float expected =
                    canonical(encoder, entry.getKey()).map(written::get).orElse(null);
            if (expected != null && entry.getValue().type().isFloating()) {
                assertEquals(expected, entry.getValue().array().toFloatArray()[0], entry.getKey());
                filled++;
            }
        }
        assertTrue(filled >= written.size(), "filled " + filled);
    }

    private static SafetensorsWriter.Content content(String name, long[] shape, float value) {
        return new SafetensorsWriter.Content(name, ElementType.F32, shape, () -> {
            int size = 1;
            for (long axis : shape) {
                size *= (int) axis;
            }
            ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                bytes.putFloat(value);
            }
            return bytes.flip();
        });
    }
}
