package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.hub.FakeHub;
import org.palimpsest.learned.FilledModel;

/**
 * Repositories in the form in which MaskCD and MineNetCD are published run from the hub by their name alone, with the same result
 * as a model folder of the same weights (those of the parity fixtures, which follow from the names).
 */
@Tag("long")
class HubPublishedModelsTest {
    /** Keys as the published files have them, as far as anything depends on them. */
    private static final Map<String, String> CONFIGS = Map.of(
            "maskcd",
            """
            {"architectures": ["Mask2FormerForUniversalSegmentation"], "model_type": "mask2former", "num_queries": 100,
             "id2label": {"0": "wall", "1": "building", "149": "flag"}, "transformers_version": "4.35.0",
             "backbone_config": {"model_type": "swin", "embed_dim": 128, "depths": [2, 2, 18, 2], "window_size": 12}}
            """,
            "minenetcd-swin",
            """
            {"architectures": ["UperNetForSemanticSegmentation"], "model_type": "upernet", "Backbone_type": "Swin_Diff_T",
             "channel_mixing": true, "hidden_size": 512,
             "backbone_config": {"model_type": "swin", "embed_dim": 128, "depths": [2, 2, 18, 2], "window_size": 12}}
            """,
            "minenetcd-resnet",
            """
            {"architectures": ["UperNetForSemanticSegmentation"], "model_type": "upernet", "Backbone_type": "ResNet_Diff_50",
             "channel_mixing": true, "backbone_config": {"model_type": "swin", "embed_dim": 128}}
            """);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "maskcd, ericyu/MaskCD_SYSU_CD",
        "minenetcd-swin, ericyu/minenetcd-upernet-Swin-Diff-T-Pretrained-ChannelMixing-Dropout",
        "minenetcd-resnet, ericyu/minenetcd_upernet_ResNet_Diff_50_Pretrained_ChannelMixing_Dropout"
    })
    void aRepositoryAsPublished_runsByItsName(String network, String id) throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, network, 128, 8);
        Path before = TestScene.utm(100, 3).before(folder.resolve("before.tif"));
        Path after = TestScene.utm(100, 3).after(folder.resolve("after.tif"));
        try (FakeHub server = new FakeHub()) {
            server.repository(id)
                    .file("config.json", CONFIGS.get(network))
                    .file("model.safetensors", model.resolve("model.safetensors"));
            detect(server, before, after, "hub:" + id, folder.resolve("fetched"));
            detect(server, before, after, model.toString(), folder.resolve("local"));
        }
        assertEquals(-1, Files.mismatch(folder.resolve("local/score.tif"), folder.resolve("fetched/score.tif")));
        JsonObject decided = JsonParser.parseString(Files.readString(folder.resolve("fetched/run.json")))
                .getAsJsonObject()
                .getAsJsonObject("decided")
                .getAsJsonObject("model");
        assertEquals(network, decided.get("network").getAsString());
        assertEquals(
                "hub:" + id + "@" + "1".repeat(40), decided.get("weightsSource").getAsString());
    }

    private void detect(FakeHub server, Path before, Path after, String model, Path out) throws Exception {
        Map<String, String> variables =
                Map.of("PALIMPSEST_HUB", server.address().toString());
        try (ShellProcess process = ShellProcess.start(
                folder,
                variables,
                "detect",
                before.toString(),
                after.toString(),
                "--checkpoint",
                model,
                "--set",
                "window=128",
                "--set",
                "halo=8",
                "--threads",
                "1",
                "--formats",
                "none",
                "-o",
                out.toString())) {
            int code = process.awaitEnd();
            assertEquals(0, code, process.err());
        }
    }
}
