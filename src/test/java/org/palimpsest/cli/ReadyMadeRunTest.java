package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.ReadyMadeModel;

/** A new user without labels or weights runs a learned detector: the one that comes with the program. */
@ExtendWith(OneTorchThread.class)
class ReadyMadeRunTest {
    /** A mask drawn by lot, however many pixels it marks, has no more; 3.5 % of the sample scene changed. */
    private static final double CHANCE = 0.07;

    private static final long LARGEST = 6_000_000;

    @TempDir
    private Path folder;

    @Test
    void itFindsTheChangeOfTheSampleScene_wellAboveChance() throws Exception {
        SampleFolder sample = SampleFolder.find();
        ShellRun run = ShellRun.of(
                "detect",
                sample.before().toString(),
                sample.after().toString(),
                "-d",
                ReadyMadeModel.DETECTOR,
                "-o",
                folder.toString(),
                "--formats",
                "none",
                "--reference",
                sample.change().toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonObject accuracy = JsonParser.parseString(Files.readString(folder.resolve("accuracy.json")))
                .getAsJsonObject();
        assertTrue(accuracy.get("f1").getAsDouble() > 5 * CHANCE, accuracy.toString());
    }

    @Test
    void itWantsNoWeights() throws Exception {
        assertTrue(DetectorRegistry.load().get(ReadyMadeModel.DETECTOR).parameters().stream()
                .noneMatch(parameter -> parameter.name().equals("checkpoint")));
    }

    @Test
    void itsModelIsSmall_andSaysWhatItLearntFrom() throws Exception {
        Path model = ReadyMadeModel.folder();
        ModelCard card = ModelFolder.describe(model);
        assertTrue(Files.size(model.resolve(ModelFolder.WEIGHTS)) < LARGEST);
        assertTrue(
                card.training().get("data").contains("synthetic scenes only"),
                card.training().toString());
        assertEquals("Apache-2.0", card.licence());
    }
}
