package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.train.dataset.PngPair;

/** Training from the shell: killed at any moment it goes on as if nothing had happened, and its model detects. */
class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void data() throws IOException {
        data = PngPair.dataset(folder.resolve("data"), 4, 1);
    }

    @Test
    void killedWithoutWarningAndResumed_endsWithTheWeightsOfAnUninterruptedTraining_andTheModelDetects()
            throws Exception {
        trainKillAndDetect("fp32");
    }

    @Test
    @Tag("long")
    void theSameHolds_whereLayersMultiplyNumbersOf16Bits() throws Exception {
        trainKillAndDetect("bf16");
        assertTrue(Files.readString(folder.resolve("killed/training.json")).contains("\"precision\": \"bf16\""));
    }

    private void trainKillAndDetect(String precision) throws Exception {
        try (ShellProcess whole = train("whole", precision)) {
            assertEquals(ExitCode.DONE, whole.awaitEnd(), whole.err());
        }
        try (ShellProcess killed = train("killed", precision)) {
            // A checkpoint is written after each step, so the kill is likely to hit one.
            killed.awaitLine("\"epoch\":2");
            killed.signal("KILL");
            killed.awaitEnd();
        }
        try (ShellProcess resumed = ShellProcess.start(
                folder, "train", "-o", folder.resolve("killed").toString(), "--resume", "--threads", "1")) {
            assertEquals(ExitCode.DONE, resumed.awaitEnd(), resumed.err());
        }

        for (String model : List.of("last", "best_f1")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("whole").resolve(model).resolve("model.safetensors")),
                    Files.readAllBytes(folder.resolve("killed").resolve(model).resolve("model.safetensors")),
                    model);
        }
        assertEquals(3, Files.readAllLines(folder.resolve("killed/log.jsonl")).size());
        ShellRun detected = ShellRun.of(
                "detect",
                data.resolve("val/A/v0.png").toString(),
                data.resolve("val/B/v0.png").toString(),
                "-d",
                "fc-siam-diff",
                "--checkpoint",
                folder.resolve("whole/best_f1").toString(),
                "-o",
                folder.resolve("result").toString(),
                "--formats",
                "none");
        assertEquals(ExitCode.DONE, detected.exitCode(), detected.err());
        assertTrue(Files.exists(folder.resolve("result/mask.tif")));
        assertScoresAreThoseOfThePredictions();
    }

    @Test
    void variantsAreTrainedOneAfterTheOther_andCompared() {
        String[] command = {
            "train",
            data.toString(),
            "-d",
            "fc-siam-diff",
            "-o",
            folder.resolve("runs").toString(),
            "--epochs",
            "1",
            "--batch",
            "2",
            "--set",
            "crop=32",
            "--variants",
            "flips=false,swap=0.5",
            "--threads",
            "1"
        };
        ShellRun run = ShellRun.of(command);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String name : List.of("as-is", "flips-false", "swap-0.5")) {
            assertTrue(Files.exists(folder.resolve("runs").resolve(name).resolve("last/model.json")), name);
            assertEquals(
                    2, run.out().lines().filter(line -> line.startsWith(name)).count(), run.out());
        }
        // Again: everything is there already.
        ShellRun again = ShellRun.of(command);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(ShellRun.of("train", data.toString(), "-d", "fc-siam-diff", "-o", "x", "--variants", "flips")
                .complaint()
                .contains("dfm=false"));
    }

    /** Counts the written predictions against the label pictures once more, pixel by pixel. */
    private void assertScoresAreThoseOfThePredictions() throws IOException {
        ShellRun run = ShellRun.of(
                "test",
                data.toString(),
                "--model",
                folder.resolve("whole/best_f1").toString(),
                "--split",
                "val",
                "--pictures",
                "1",
                "-o",
                folder.resolve("scores").toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        BufferedImage predicted =
                ImageIO.read(folder.resolve("scores/predictions/v0.png").toFile());
        BufferedImage label = ImageIO.read(data.resolve("val/label/v0.png").toFile());
        double shared = 0;
        double either = 0;
        for (int i = 0; i < 64 * 64; i++) {
            boolean marked = predicted.getRaster().getSample(i % 64, i / 64, 0) > 0;
            boolean changed = label.getRaster().getSample(i % 64, i / 64, 0) > 0;
            shared += marked && changed ? 1 : 0;
            either += marked || changed ? 1 : 0;
        }
        JsonObject metrics = JsonParser.parseString(Files.readString(folder.resolve("scores/metrics.json")))
                .getAsJsonObject();
        assertEquals(shared / either, metrics.get("iou").getAsDouble(), 1e-9);
        assertTrue(Files.exists(folder.resolve("scores/pictures.png")));
        // What the training said of this epoch is what the test finds.
        assertTrue(
                Files.readString(folder.resolve("whole/log.jsonl"))
                        .contains("\"iou\":" + metrics.get("iou").getAsDouble()),
                metrics.toString());
    }

    private ShellProcess train(String run, String precision) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                data.toString(),
                "-d",
                "fc-siam-diff",
                "-o",
                folder.resolve(run).toString(),
                "--epochs",
                "3",
                "--batch",
                "4",
                "--precision",
                precision,
                "--threads",
                "1",
                "--json"));
        for (String setting : List.of("crop=32", "window=64", "checkpointMinutes=0", "noise=0.05", "pictures=1")) {
            arguments.add("--set");
            arguments.add(setting);
        }
        return ShellProcess.start(folder, arguments.toArray(new String[0]));
    }

    @Test
    void aFailureIsAnEventToo_forTheProgramThatReadsThem() {
        ShellRun refused = ShellRun.of("train", data.toString(), "-d", "nothing", "-o", "run", "--json");
        assertTrue(
                refused.out()
                        .contains("{\"event\":\"finished\",\"outcome\":\"failed\",\"message\":\"There is no network"),
                refused.out());
        assertTrue(refused.err().contains("There is no network"), refused.err());
    }

    @Test
    void whatCannotBe_isRefusedInOneSentence() {
        String run = folder.resolve("run").toString();
        String place = data.toString();
        assertRefused("no split \"test\"", "test", place, "--model", run);
        assertRefused("no network", "train", place, "-d", "nothing", "-o", run);
        assertRefused("no parameter", "train", place, "-d", "tinycd", "-o", run, "--set", "colour=red");
        assertRefused("no training", "train", "-o", run, "--resume");
        assertRefused("multiple of 8", "train", place, "-d", "tinycd", "-o", run, "--set", "crop=30");
        assertRefused("needs a dataset", "train", "-o", run);
        assertRefused("no recipe", "train", place, "-d", "tinycd", "-o", run, "--recipe", "secret");
        assertRefused("fp32, bf16", "train", place, "-d", "tinycd", "-o", run, "--precision", "fp8");
        assertRefused("goes on as it began", "train", "-o", run, "--resume", "--epochs", "5");
        assertRefused("goes on as it began", "train", "-o", run, "--resume", "--precision", "bf16");
    }

    private static void assertRefused(String words, String... arguments) {
        String complaint = ShellRun.of(arguments).complaint();
        assertTrue(complaint.contains(words), complaint);
    }
}
