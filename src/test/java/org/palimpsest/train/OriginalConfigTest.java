package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.HollowWeights;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** MaskCD and MineNetCD are exported with the names and the configuration that their original code loads. */
class OriginalConfigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "minenetcd-swin, swin-tiny, upernet, Swin_Diff_T, 6, 384",
        "minenetcd-swin, swin-base, upernet, Swin_Diff_B, 18, 512",
        "minenetcd-resnet, resnet-18, upernet, ResNet_Diff_18, 6, 256",
        "minenetcd-resnet, resnet-101, upernet, ResNet_Diff_101, 6, 1024",
        "minenetcd-vmamba, vmamba-base, upernet, VSSM_B_ST_Diff, 6, 512",
        "maskcd, swin-base, mask2former, , 18, 0"
    })
    void theConfigurationHasTheOriginalsKeys_andComesBackAsTheSameVariant(
            String id, String backbone, String type, @Nullable String backboneType, int depth, int auxiliary)
            throws Exception {
        NetworkOptions options = new NetworkOptions(
                id.equals("maskcd") ? Map.of() : Map.of("backbone", backbone, "changefft", !backbone.endsWith("base")));
        Path weights = folder.resolve("model.safetensors");
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            HollowWeights.write(weights, network, "");
        }
        Files.writeString(
                folder.resolve("config.json"),
                id.equals("maskcd")
                        ? "{\"model_type\": \"mask2former\"}"
                        : "{\"Backbone_type\": \"" + backboneType + "\"}");
        ModelCard card = ModelFolder.describe(folder);
        JsonObject config = id.equals("maskcd") ? OriginalConfig.maskCd(card) : OriginalConfig.mineNetCd(card);

        assertEquals(type, config.get("model_type").getAsString());
        assertEquals(
                id.equals("maskcd") ? 150 : 2,
                config.getAsJsonObject("id2label").size());
        JsonObject encoder = config.getAsJsonObject("backbone_config");
        assertEquals(depth, encoder.getAsJsonArray("depths").get(2).getAsInt());
        if (backboneType != null) {
            assertEquals(backboneType, config.get("Backbone_type").getAsString());
            assertEquals(auxiliary, config.get("auxiliary_in_channels").getAsInt());
            assertEquals(
                    !backbone.endsWith("base"), config.get("channel_mixing").getAsBoolean());
        }
        Files.writeString(folder.resolve("config.json"), config.toString());
        assertEquals(id, ModelFolder.describe(folder).network());
        assertEquals(card.options(), ModelFolder.describe(folder).options());
    }

    @Test
    void aModelOfAnotherNetworkIsRefused() throws Exception {
        try (Network network = NetworkRegistry.byId("fc-ef").orElseThrow().create(NetworkOptions.DEFAULT)) {
            HollowWeights.write(folder.resolve("model.safetensors"), network, "");
        }
        ModelFolder model = ModelFolder.open(folder.resolve("model.safetensors"), Optional.of("fc-ef"));
        for (ModelExport.Target target : Set.of(ModelExport.Target.MASKCD, ModelExport.Target.MINENETCD)) {
            BadInputException refusal = assertThrows(
                    BadInputException.class, () -> ModelExport.write(model, target, folder.resolve("exported")));
            assertTrue(String.valueOf(refusal.getMessage()).contains("fc-ef"), refusal.getMessage());
        }
    }
}
