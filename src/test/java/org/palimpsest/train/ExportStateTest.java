package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.HollowWeights;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.nn.weights.SafetensorsWriter;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** What is exported for MaskCD's and MineNetCD's own code is, key by key, the state that the original's code saves. */
class ExportStateTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "maskcd, swin-base, true, MASKCD, MaskCD/state.json",
        "minenetcd-resnet, resnet-50, true, MINENETCD, MineNetCD-resnet/state.json",
        "minenetcd-resnet, resnet-50, false, MINENETCD, MineNetCD-resnet/state.json",
        "minenetcd-swin, swin-base, true, MINENETCD, MineNetCD-swin/state.json",
        "minenetcd-swin, swin-tiny, true, MINENETCD, MineNetCD-swin/state-tiny.json",
        "minenetcd-vmamba, vmamba-tiny, true, MINENETCD, MineNetCD-vmamba/state.json",
        "minenetcd-vmamba, vmamba-tiny, false, MINENETCD, MineNetCD-vmamba/state.json"
    })
    void everyNameShapeAndType_isTheOriginals_andTheConfigurationSaysTheSame(
            String id, String backbone, boolean changeFft, ModelExport.Target target, String state) throws Exception {
        Map<String, String> original = original(SharedData.get("parity/" + state), changeFft);
        Path weights = folder.resolve("model.safetensors");
        NetworkOptions options = new NetworkOptions(
                id.equals("maskcd") ? Map.of() : Map.of("backbone", backbone, "changefft", changeFft));
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            HollowWeights.write(weights, network, "");
        }
        Map<String, String> exported = new TreeMap<>();
        try (WeightsFile file = WeightsFile.open(weights)) {
            for (SafetensorsWriter.Content tensor : ModelExport.contents(file, target)) {
                exported.put(tensor.name(), tensor.type() + " " + Arrays.toString(tensor.shape()));
            }
        }
        assertEquals(original, exported);

        ModelCard card = ModelFolder.open(weights, Optional.of(id)).card();
        JsonObject config =
                target == ModelExport.Target.MASKCD ? OriginalConfig.maskCd(card) : OriginalConfig.mineNetCd(card);
        assertConfiguration(config, original, id);
    }

    /** What the original's constructors take from the configuration must make the tensors that the state has. */
    private static void assertConfiguration(JsonObject config, Map<String, String> state, String id) {
        JsonObject swin = config.getAsJsonObject("backbone_config");
        int classes = config.getAsJsonObject("id2label").size();
        assertEquals(classes, config.getAsJsonObject("label2id").size());
        if (id.equals("maskcd")) {
            String encoder = "model.pixel_level_module.encoder.";
            assertSwin(swin, state, encoder);
            assertEquals(classes + 1, size(state, "class_predictor.weight", 0));
            assertEquals(
                    config.get("num_queries").getAsInt(),
                    size(state, "model.transformer_module.queries_features.weight", 0));
            assertEquals(
                    config.get("hidden_dim").getAsInt(),
                    size(state, "model.transformer_module.queries_features.weight", 1));
            assertEquals(
                    config.get("decoder_layers").getAsInt() - 1,
                    count(state, "model\\.transformer_module\\.decoder\\.layers\\.\\d+\\.fc1\\.weight"));
            assertEquals(
                    config.get("dim_feedforward").getAsInt(),
                    size(state, "model.transformer_module.decoder.layers.0.fc1.weight", 0));
            assertEquals(
                    config.get("encoder_layers").getAsInt(),
                    count(
                            state,
                            "model\\.pixel_level_module\\.decoder\\.encoder\\.layers\\.\\d+\\.self_attn\\.value_proj\\.weight"));
            assertEquals(
                    config.get("encoder_feedforward_dim").getAsInt(),
                    size(state, "model.pixel_level_module.decoder.encoder.layers.0.fc1.weight", 0));
            assertEquals(
                    config.get("mask_feature_size").getAsInt(),
                    size(state, "model.pixel_level_module.decoder.mask_projection.weight", 0));
        } else {
            assertEquals(classes, size(state, "decode_head.classifier.weight", 0));
            assertEquals(config.get("hidden_size").getAsInt(), size(state, "decode_head.classifier.weight", 1));
            assertEquals(
                    config.get("auxiliary_in_channels").getAsInt(),
                    size(state, "auxiliary_head.convs.0.conv.weight", 1));
            assertEquals(
                    config.get("auxiliary_channels").getAsInt(), size(state, "auxiliary_head.convs.0.conv.weight", 0));
            assertEquals(
                    config.getAsJsonArray("pool_scales").size(),
                    count(state, "decode_head\\.psp_modules\\.\\d+\\.1\\.conv\\.weight"));
            assertEquals(
                    config.get("channel_mixing").getAsBoolean(),
                    state.containsKey("channel_mixing.0.complex_weight_1"));
            if (id.equals("minenetcd-swin")) {
                assertSwin(swin, state, "backbone.");
            }
        }
    }

    private static void assertSwin(JsonObject swin, Map<String, String> state, String prefix) {
        assertEquals(
                swin.get("embed_dim").getAsInt(),
                size(state, prefix + "embeddings.patch_embeddings.projection.weight", 0));
        assertEquals(
                swin.get("num_channels").getAsInt(),
                size(state, prefix + "embeddings.patch_embeddings.projection.weight", 1));
        JsonArray depths = swin.getAsJsonArray("depths");
        for (int stage = 0; stage < depths.size(); stage++) {
            String blocks = prefix + "encoder.layers." + stage + ".blocks.";
            assertEquals(
                    depths.get(stage).getAsInt(),
                    count(state, blocks.replace(".", "\\.") + "\\d+\\.layernorm_before\\.weight"));
            String table = blocks + "0.attention.self.relative_position_bias_table";
            assertEquals(swin.getAsJsonArray("num_heads").get(stage).getAsInt(), size(state, table, 1));
            int offsets = 2 * swin.get("window_size").getAsInt() - 1;
            assertEquals(offsets * offsets, size(state, table, 0));
        }
    }

    private static int size(Map<String, String> state, String name, int axis) {
        String text = String.valueOf(state.get(name));
        assertTrue(text.contains("["), () -> "the original has no " + name);
        String[] sizes = text.replaceAll(".*\\[|\\]", "").split(", ");
        return Integer.parseInt(sizes[axis]);
    }

    private static long count(Map<String, String> state, String pattern) {
        return state.keySet().stream().filter(name -> name.matches(pattern)).count();
    }

    private static Map<String, String> original(Path state, boolean changeFft) throws Exception {
        Map<String, String> entries = new TreeMap<>();
        for (JsonElement element :
                JsonParser.parseString(Files.readString(state)).getAsJsonArray()) {
            JsonObject entry = element.getAsJsonObject();
            String name = entry.get("name").getAsString();
            if (changeFft || !name.matches("(channel_mixing|norm)\\..*")) {
                List<String> shape = new ArrayList<>();
                entry.getAsJsonArray("shape").forEach(size -> shape.add(size.getAsString()));
                String type = entry.get("dtype").getAsString().equals("float32") ? "F32" : "I64";
                entries.put(name, type + " " + shape);
            }
        }
        return entries;
    }

    @Test
    void whatWasExported_isReadBackAsTheSameNetwork_withTheSameOutputs() throws Exception {
        roundTrip("minenetcd-resnet", Map.of("backbone", "resnet-18"), ModelExport.Target.MINENETCD, 32);
        roundTrip("maskcd", Map.of("backbone", "swin-tiny", "classes", 2), ModelExport.Target.MASKCD, 64);
    }

    private void roundTrip(String id, Map<String, Object> variant, ModelExport.Target target, int side)
            throws Exception {
        Path model = folder.resolve(id);
        Path exported = folder.resolve(id + "-exported");
        NetworkOptions options = new NetworkOptions(variant);
        float[] expected;
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            network.initialise(Device.cpu(), 11);
            expected = outputs(network, side);
            ModelFolder.save(model, network, PlainCard.of(id, options, Normalisation.IMAGENET));
        }
        ModelExport.write(ModelFolder.open(model, Optional.empty()), target, exported);
        ModelFolder read = ModelFolder.open(exported, Optional.empty());
        assertEquals(id, read.card().network());
        try (Network network = read.load("cpu")) {
            assertArrayEquals(expected, outputs(network, side), 0);
        }
    }

    private static float[] outputs(Network network, int side) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        try (NDManager arrays = network.manager().newSubManager()) {
            NDArray image = arrays.create(values, new Shape(1, 3, side, side));
            NDList outputs = network.apply(image, image.mul(0.5f));
            return outputs.get(0)
                    .flatten()
                    .concat(outputs.get(outputs.size() - 1).flatten())
                    .toFloatArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fc-ef, , FC-EF",
        "fc-siam-conc, , siamunet_conc",
        "fc-siam-diff, , SiamUnet_diff",
        "snunet, average, SNUNet",
        "bit, , BIT",
        "changeformer, , ChangeFormer",
        "tinycd, , Tiny_CD",
        "dtcdscn, , DTCDSCN",
        "dsifn, , DSIFN",
        "minenetcd-swin, swin-tiny, MineNetCD"
    })
    void theUcdFramework_getsTheNamesAndSectionsThatItsCodeLooksFor(String id, String variant, String name)
            throws Exception {
        NetworkOptions options = new NetworkOptions(
                variant == null ? Map.of() : Map.of(id.equals("snunet") ? "pooling" : "backbone", variant));
        JsonObject config = OriginalConfig.ucd(PlainCard.of(id, options, Normalisation.IMAGENET));
        assertEquals(name, config.get("model_name").getAsString());
        assertEquals(3, config.get("input_nc").getAsInt());
        assertTrue(config.getAsJsonObject("test").has("save_path"));
        assertEquals(id.startsWith("minenetcd"), config.has("model"));
    }

    @ParameterizedTest
    @CsvSource({
        "maskcd, has no maskcd",
        "mlla-sianet, has no mlla-sianet",
        "fusionunet, has no fusionunet",
        "minenetcd-vmamba, has no minenetcd-vmamba",
        "minenetcd-swin, only the one with swin-tiny",
        "snunet, takes an average"
    })
    void whatTheUcdFrameworkWouldNotBuildTheSame_isRefused(String id, String words) {
        BadInputException refusal = assertThrows(
                BadInputException.class,
                () -> OriginalConfig.ucd(PlainCard.of(id, NetworkOptions.DEFAULT, Normalisation.IMAGENET)));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }
}
