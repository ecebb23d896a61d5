package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.PngPair;

/** Trainings learn, stop, go on as if nothing had happened, and recover from numbers that run out of range. */
@ExtendWith(OneTorchThread.class)
class TrainerTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final List<TrainEvent> events = new ArrayList<>();

    @BeforeAll
    static void data() throws Exception {
        PngPair.dataset(shared.resolve("data"), 4, 1);
        PngPair.dataset(shared.resolve("more"), 12, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void aNetworkLearnsWhatIsThereToBeLearnt(String precision) throws Exception {
        TrainSpec spec = spec("more", "tinycd", Map.of("epochs", "5", "learningRate", "0.005", "precision", precision));
        Trainer.begin(spec, folder.resolve("run"), resources(), events::add, control());

        double best = lines(folder.resolve("run")).stream()
                .mapToDouble(
                        line -> line.getAsJsonObject("validation").get("f1").getAsDouble())
                .max()
                .orElseThrow();
        assertTrue(best > 0.8, "best F1 " + best);
        assertTrue(Files.exists(folder.resolve("run/best_f1/model.json")));
        assertTrue(Files.exists(folder.resolve("run/last/model.safetensors")));
        assertTrue(Files.exists(folder.resolve("run/pictures/epoch-0005.png")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void stoppedInTheMiddleOfAnEpochAndResumed_endsWithTheSameWeightsAndLog(String precision) throws Exception {
        Map<String, String> settings =
                Map.of("epochs", "3", "average", "0.9", "noise", "0.05", "clip", "1", "precision", precision);
        train("fc-siam-diff", settings, folder.resolve("whole"));
        Path stopped = folder.resolve("stopped");
        assertEquals(Trainer.End.STOPPED, trainUntilStep("fc-siam-diff", settings, stopped, 6));
        assertEquals(Trainer.End.DONE, Trainer.resume(stopped, resources(), events::add, control()));

        assertSameResult(folder.resolve("whole"), stopped);
    }

    @Test
    void underBf16_onlyTheStepsDiffer_andTheModelHas32Bits() throws Exception {
        train("fc-siam-diff", Map.of("epochs", "1"), folder.resolve("whole"));
        train("fc-siam-diff", Map.of("epochs", "1", "precision", "bf16"), folder.resolve("half"));

        Map<String, float[]> whole = weights(folder.resolve("whole/last/model.safetensors"));
        Map<String, float[]> half = weights(folder.resolve("half/last/model.safetensors"));
        float[] one = whole.get("conv11.weight");
        float[] other = half.get("conv11.weight");
        assertFalse(Arrays.equals(one, other));
        assertArrayEquals(one, other, 0.01f);
        boolean fine = false;
        for (float value : other) {
            fine |= (Float.floatToRawIntBits(value) & 0xFFFF) != 0;
        }
        assertTrue(fine, "weights of 32 bits");
        assertTrue(Files.readString(folder.resolve("half/training.json")).contains("\"precision\": \"bf16\""));
        assertEquals("fp32", Trainer.specOf(folder.resolve("whole")).settings().text("precision"));
        // A training that was begun before there was a choice.
        Path document = folder.resolve("half/training.json");
        Files.writeString(document, Files.readString(document).replaceAll("\\s*\"precision\": \"bf16\",", ""));
        assertEquals("fp32", Trainer.specOf(folder.resolve("half")).settings().text("precision"));
    }

    @Test
    void picturesShowEveryStage_whereAskedFor() throws Exception {
        train("fc-siam-diff", Map.of("epochs", "1", "stages", "true"), folder);
        BufferedImage picture =
                ImageIO.read(folder.resolve("pictures/epoch-0001.png").toFile());
        // Before, after, label, prediction and four stages, each of 192 pixels with 4 between.
        assertEquals(8 * 196 - 4, picture.getWidth());
        for (int stage = 0; stage < 4; stage++) {
            Set<Integer> colours = new HashSet<>();
            for (int x = 0; x < 192; x++) {
                colours.add(picture.getRGB((4 + stage) * 196 + x, 96));
            }
            assertTrue(colours.size() > 1, "stage " + stage + " has one colour throughout");
        }
    }

    @Test
    void aStopAfterTheEpoch_leavesACompleteEpoch() throws Exception {
        TrainControl control = new TrainControl(Cancellation.NEVER, new AtomicBoolean(true));
        Trainer.End end = Trainer.begin(
                spec("data", "fc-siam-diff", Map.of("epochs", "4")), folder, resources(), events::add, control);

        assertEquals(Trainer.End.STOPPED, end);
        assertEquals(1, lines(folder).size());
    }

    @Test
    void aLossThatIsNoNumber_goesBackAndHalvesTheRate() throws Exception {
        // With this much weight decay each step turns the weights over and makes them nine times as large.
        Map<String, String> settings = new HashMap<>(Map.of("epochs", "4", "crop", "16", "schedule", "constant"));
        settings.putAll(Map.of("optimiser", "sgd", "momentum", "0", "learningRate", "10"));
        settings.putAll(Map.of("weightDecay", "1", "decayAll", "true"));
        train("fc-siam-diff", settings, folder);

        assertTrue(
                events.stream()
                        .anyMatch(event -> event instanceof TrainEvent.Warning warning
                                && warning.message().contains("1/2 of the learning rate")),
                events.toString());
        assertEquals("done", ((TrainEvent.Finished) events.get(events.size() - 1)).outcome());
        assertTrue(Files.readString(folder.resolve("log.jsonl")).contains("\"recovered\""));
    }

    @Test
    void aFrozenRandomEncoder_isRefusedInOneSentence() throws Exception {
        TrainSpec spec = TrainSpecs.of(
                shared.resolve("data"),
                LabelRule.USUAL,
                "bit",
                Recipe.ofNetwork("bit"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                true);

        BadInputException refusal = assertThrows(
                BadInputException.class, () -> Trainer.begin(spec, folder, resources(), events::add, control()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("frozen encoder"));
    }

    @Test
    void aModelGoesOnFromAnother_andAFrozenEncoderKeepsItsWeights() throws Exception {
        train("tinycd", Map.of("epochs", "1"), folder.resolve("first"));
        TrainSpec tuned = TrainSpecs.of(
                shared.resolve("data"),
                LabelRule.USUAL,
                "tinycd",
                Recipe.ofNetwork("tinycd"),
                small(Map.of("epochs", "1")),
                Optional.of(folder.resolve("first/last")),
                Optional.empty(),
                true);
        Trainer.begin(tuned, folder.resolve("second"), resources(), events::add, control());

        Map<String, float[]> before = weights(folder.resolve("first/last/model.safetensors"));
        Map<String, float[]> after = weights(folder.resolve("second/last/model.safetensors"));
        assertArrayEquals(before.get("_backbone.0.0.weight"), after.get("_backbone.0.0.weight"));
        assertTrue(before.get("_classify._linears.0.0.weight")[0] != after.get("_classify._linears.0.0.weight")[0]);
    }

    @Test
    void aBatchInParts_givesTheGradientOfTheWholeBatch() throws Exception {
        // With fixed statistics, no dropout and a loss that is a mean over pixels, a pair does not depend on its
        // neighbours.
        Map<String, String> settings = new HashMap<>(Map.of("epochs", "1", "freezeNorms", "true", "optimiser", "sgd"));
        settings.putAll(Map.of("learningRate", "0.01", "accumulate", "1"));
        settings.putAll(Map.of("bce", "1", "focal", "0", "dice", "0"));
        train("snunet", settings, folder.resolve("whole"));
        settings.put("accumulate", "4");
        train("snunet", settings, folder.resolve("parts"));

        Map<String, float[]> whole = weights(folder.resolve("whole/last/model.safetensors"));
        Map<String, float[]> parts = weights(folder.resolve("parts/last/model.safetensors"));
        for (Map.Entry<String, float[]> entry : whole.entrySet()) {
            // Sums in another order differ in the last digits.
            assertArrayEquals(entry.getValue(), parts.get(entry.getKey()), 2e-6f, entry.getKey());
        }
    }

    private static Map<String, float[]> weights(Path file) throws Exception {
        Map<String, float[]> weights = new HashMap<>();
        try (var opened = org.palimpsest.nn.weights.WeightsFile.open(file)) {
            for (var entry : opened.tensors().entrySet()) {
                weights.put(entry.getKey(), entry.getValue().floats());
            }
        }
        return weights;
    }

    /** Same weights to the last bit, same log but for the time it took. */
    static void assertSameResult(Path one, Path other) throws Exception {
        for (String file : List.of("last/model.safetensors", "best_f1/model.safetensors")) {
            assertArrayEquals(Files.readAllBytes(one.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
        }
        assertEquals(lines(one), lines(other));
    }

    /** The log's lines without the time they took. */
    static List<JsonObject> lines(Path run) throws Exception {
        List<JsonObject> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("log.jsonl"))) {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            object.remove("seconds");
            lines.add(object);
        }
        return lines;
    }

    private void train(String network, Map<String, String> settings, Path run) throws Exception {
        assertEquals(
                Trainer.End.DONE,
                Trainer.begin(spec("data", network, settings), run, resources(), events::add, control()));
    }

    private Trainer.End trainUntilStep(String network, Map<String, String> settings, Path run, int steps)
            throws Exception {
        int[] looks = {0};
        TrainControl control = new TrainControl(() -> looks[0]++ >= steps + 1);
        return Trainer.begin(spec("data", network, settings), run, resources(), events::add, control);
    }

    private static TrainSpec spec(String data, String network, Map<String, String> settings) throws BadInputException {
        return TrainSpecs.of(
                shared.resolve(data),
                LabelRule.USUAL,
                network,
                Recipe.ofNetwork(network),
                small(settings),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Map<String, String> small(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("crop", "32", "batch", "4", "window", "64", "pictures", "2"));
        all.putAll(settings);
        return all;
    }

    private TrainResources resources() {
        return new TrainResources("cpu", 1, 64 << 20, folder.resolve("turns"), Optional.empty());
    }

    private static TrainControl control() {
        return new TrainControl(Cancellation.NEVER);
    }
}
