package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.classical.ArrayPair;

/** A user's own TorchScript file: refused without trust, and right in each of the ways it may be written. */
@ExtendWith(OneTorchThread.class)
class TorchScriptDetectorTest {
    private static final int SIDE = 32;
    private static final Detector DETECTOR = new TorchScriptDetector();

    /** Logit: four times the difference, so that a full change of 1 gives the sigmoid of 4. */
    private static final String TWO_IMAGES =
            """
              def forward(self, before: Tensor, after: Tensor) -> Tensor:
                return torch.mul(torch.sub(torch.select(after, 1, 0), torch.select(before, 1, 0)).unsqueeze(1), 4.0)
            """;

    private static final String JOINED_PROBABILITIES =
            """
              def forward(self, both: Tensor) -> Tensor:
                change = torch.sub(torch.select(both, 1, 1), torch.select(both, 1, 0)).unsqueeze(1)
                return torch.cat([torch.rsub(change, 1), change], 1)
            """;

    @TempDir
    private Path folder;

    @Test
    void withoutTrust_theFileIsNotLoaded_andTheReasonIsSaid() throws Exception {
        Path file = TorchScriptFile.write(folder.resolve("net.pt"), TWO_IMAGES);
        BadInputException refused = assertThrows(
                BadInputException.class, () -> scene().fit(DETECTOR, Map.of("checkpoint", file.toString())));
        assertTrue(refused.getMessage().contains("is code"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--trust"), refused.getMessage());
    }

    @Test
    void twoImagesToLogits_becomeProbabilities() throws Exception {
        Path file = TorchScriptFile.write(folder.resolve("net.pt"), TWO_IMAGES);
        float[] probability = probability(file, Map.of());
        assertEquals(0.5, probability[0], 1e-6);
        assertEquals(1 / (1 + Math.exp(-4)), probability[probability.length - 1], 1e-6);
    }

    @Test
    void joinedImagesToProbabilities_areTakenAsTheyAre() throws Exception {
        Path file = TorchScriptFile.write(folder.resolve("net.pt"), JOINED_PROBABILITIES);
        float[] probability = probability(file, Map.of("call", "joined", "output", "probability"));
        assertEquals(0, probability[0], 1e-6);
        assertEquals(1, probability[probability.length - 1], 1e-6);
    }

    @Test
    void anAnswerOfAnotherShape_isNamed() throws Exception {
        Path file = TorchScriptFile.write(
                folder.resolve("net.pt"),
                "  def forward(self, a: Tensor, b: Tensor) -> Tensor:\n    return torch.mean(a)\n");
        BadInputException refused = assertThrows(BadInputException.class, () -> probability(file, Map.of()));
        assertTrue(refused.getMessage().contains("first output"), refused.getMessage());
    }

    @Test
    void aFileThatIsNoTorchScript_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("net.pt"), "weights?");
        BadInputException refused = assertThrows(BadInputException.class, () -> probability(file, Map.of()));
        assertTrue(refused.getMessage().contains("net.pt"), refused.getMessage());
    }

    private static float[] probability(Path file, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("checkpoint", file.toString(), "trust", "true", "bands", "1", "window", "32", "halo", "0"));
        settings.putAll(more);
        ArrayPair pair = scene();
        try (ChangeModel model = pair.fit(DETECTOR, settings)) {
            return model.apply(List.of(pair.read(pair.extent()))).get(0);
        }
    }

    /** One band of 8 bits: black before; after it the lower half is white. */
    private static ArrayPair scene() {
        float[][] before = new float[1][SIDE * SIDE];
        float[][] after = new float[1][SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            after[0][i] = i / SIDE >= SIDE / 2 ? 255 : 0;
            before[0][i] = 0;
        }
        before[0][1] = 255;
        return ArrayPair.of(SIDE, before, after);
    }
}
