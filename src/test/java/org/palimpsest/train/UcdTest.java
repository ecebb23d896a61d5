package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.nn.weights.WeightsFile;

/** Configurations of the UCD framework are understood, and models go back to it. */
class UcdTest {
    private static final String CONFIG =
            """
            # A file as the framework's configs folder has them.
            device: cuda
            model_name: "Tiny_CD"
            dataset_name: MNCD256
            data_type: local
            dataset_path: ./exp/data  # a folder
            input_nc: 3
            num_classes: 2
            push_to_hub: False
            transform: ["normalize"]
            train:
              epochs: 100
              batch_size: 32
              lr: 0.00356799066427741
              loss: BCE
              optim: AdamW
              weight_decay: 0.009449677083344786
              snapshots_dir: ./checkpoints/
              save_intervals: 10
            eval:
              batch_size: 32
            test:
              batch_size: 32
              save_path: ./results/
            """;

    @TempDir
    private Path folder;

    @Test
    void aConfigurationBecomesARecipe() throws Exception {
        UcdConfig config = read(CONFIG);
        Settings settings = Settings.of(TrainParameters.all(), config.recipe().settings());

        assertEquals("tinycd", config.network());
        assertEquals(Optional.of("./exp/data"), config.dataset());
        assertEquals(100, settings.whole("epochs"));
        assertEquals(32, settings.whole("batch"));
        assertEquals(0.00356799066427741, settings.real("learningRate"));
        assertEquals(0.009449677083344786, settings.real("weightDecay"));
        assertEquals("adamw", settings.text("optimiser"));
        assertEquals("constant", settings.text("schedule"));
        assertEquals("imagenet", settings.text("normalisation"));
        assertEquals(10, settings.whole("validateEvery"));
        assertEquals(8888, settings.whole("seed"));
        assertEquals(false, settings.flag("flips"));
    }

    @Test
    void aHubDatasetIsNamedAsSuch_andUnknownThingsAreNamed() throws Exception {
        assertEquals(
                Optional.of("hub:ericyu/SYSU_CD"),
                read(CONFIG.replace("local", "HG").replace("./exp/data", "ericyu/SYSU_CD"))
                        .dataset());
        assertRefused(CONFIG.replace("save_intervals", "save_every"), "train.save_every");
        assertRefused(CONFIG.replace("Tiny_CD", "HugeCD"), "HugeCD");
        assertRefused(CONFIG.replace("loss: BCE", "loss: MSE"), "MSE");
        assertRefused(CONFIG.replace("lr: 0.00356799066427741", "lr: &rate 1"), "line 14");
    }

    @Test
    void aModelExported_hasTheFrameworksNames_andIsReadBackAsTheSameModel() throws Exception {
        FilledModel.write(folder.resolve("model"), "tinycd", 256, 32);
        ModelFolder model = ModelFolder.open(folder.resolve("model"), Optional.empty());
        ModelExport.write(model, ModelExport.Target.UCD, folder.resolve("ucd"));
        ModelExport.write(model, ModelExport.Target.TORCH, folder.resolve("torch"));

        JsonObject config = JsonParser.parseString(Files.readString(folder.resolve("ucd/config.json")))
                .getAsJsonObject();
        assertEquals("Tiny_CD", config.get("model_name").getAsString());
        try (WeightsFile original = WeightsFile.open(model.weights());
                WeightsFile ucd = WeightsFile.open(folder.resolve("ucd/model.safetensors"));
                WeightsFile torch = WeightsFile.open(folder.resolve("torch/model.safetensors"))) {
            assertEquals(original.tensors().size(), ucd.tensors().size());
            for (String name : original.tensors().keySet()) {
                assertTrue(ucd.tensors().containsKey("CD_model." + name), name);
                assertTrue(torch.tensors().containsKey(name), name);
            }
        }
        // Loads as bare weights of the same network.
        ModelFolder.open(folder.resolve("ucd/model.safetensors"), Optional.of("tinycd"))
                .load("cpu")
                .close();
        assertTrue(Files.readString(folder.resolve("ucd/README.md")).contains("TINYCD"));
    }

    private UcdConfig read(String text) throws Exception {
        return UcdConfig.read(Files.writeString(folder.resolve("config.yml"), text));
    }

    private void assertRefused(String text, String words) {
        BadInputException refusal = assertThrows(BadInputException.class, () -> read(text));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }
}
