package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.raster.Window;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

class NetworkDetectorTest {
    private static final int SIDE = 96;

    @TempDir
    private Path folder;

    @Test
    void everyNetwork_isADetectorOfItsOwnName() {
        List<String> ids = DetectorRegistry.load().all().stream()
                .map(detector -> detector.card().id())
                .toList();
        assertTrue(
                ids.containsAll(NetworkRegistry.all().stream()
                        .map(NetworkRegistry.Entry::id)
                        .toList()),
                () -> "" + ids);
    }

    @Test
    void withoutWeights_saysWhatIsNeeded() throws Exception {
        Detector detector = DetectorRegistry.load().get("fc-ef");
        BadInputException refused = assertThrows(BadInputException.class, () -> scene().fit(detector, Map.of()));
        assertTrue(refused.getMessage().contains("--checkpoint"), refused.getMessage());
    }

    @Test
    void modelFolder_givesTheSameProbabilitiesAsTheNetworkThatWasSaved() throws Exception {
        Path model = saved("fc-siam-diff", "fc-siam-diff");
        Detector detector = DetectorRegistry.load().get("fc-siam-diff");
        float[] first = probabilities(detector, model);
        float[] again = probabilities(detector, model);
        assertArrayEquals(first, again);
        for (float probability : first) {
            assertTrue(probability >= 0 && probability <= 1, "probability " + probability);
        }
    }

    @Test
    void aBatchOfWindows_equalsWindowAfterWindow() throws Exception {
        Path model = saved("fc-ef", "fc-ef");
        Detector detector = DetectorRegistry.load().get("fc-ef");
        ArrayPair pair = scene();
        try (ChangeModel fitted = pair.fit(detector, Map.of("checkpoint", model.toString()))) {
            PairWindow left = pair.read(new Window(0, 0, 48, 48));
            PairWindow right = pair.read(new Window(48, 32, 48, 48));
            List<float[]> together = fitted.apply(List.of(left, right));
            assertArrayEquals(fitted.apply(List.of(left)).get(0), together.get(0), 1e-5f);
            assertArrayEquals(fitted.apply(List.of(right)).get(0), together.get(1), 1e-5f);
        }
    }

    @Test
    void flips_averageFourViews() throws Exception {
        Path model = saved("fc-ef", "fc-ef");
        Detector detector = DetectorRegistry.load().get("fc-ef");
        ArrayPair pair = scene();
        try (ChangeModel plain = pair.fit(detector, Map.of("checkpoint", model.toString()));
                ChangeModel flipped = pair.fit(detector, Map.of("checkpoint", model.toString(), "flips", "true"))) {
            PairWindow window = pair.read(new Window(0, 0, SIDE, SIDE));
            float[] one = plain.apply(List.of(window)).get(0);
            float[] four = flipped.apply(List.of(window)).get(0);
            double difference = 0;
            for (int i = 0; i < one.length; i++) {
                difference += Math.abs(one[i] - four[i]);
            }
            assertTrue(difference > 0, "flips changed nothing");
        }
    }

    @Test
    void halfPrecision_staysCloseToSingle() throws Exception {
        Path model = folder.resolve("filled");
        FilledModel.write(model, "fc-ef", 64, 8);
        ModelFolder opened = ModelFolder.open(model, Optional.of("fc-ef"));
        float[] values = new float[3 * 32 * 32];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        try (Network single = opened.load("cpu");
                Network half = new HalfNetwork(opened.load("cpu"))) {
            assertArrayEquals(probability(single, values), probability(half, values), 0.01f);
        }
    }

    private static float[] probability(Network network, float[] values) {
        try (NDManager arrays = network.manager().newSubManager()) {
            NDArray image = arrays.create(values, new Shape(1, 3, 32, 32));
            return network.changeProbability(network.apply(image, image.mul(0.5f)))
                    .toFloatArray();
        }
    }

    @Test
    void changedWeights_areFoundByTheirHash() throws Exception {
        Path model = saved("fc-ef", "fc-ef");
        Path weights = model.resolve(ModelFolder.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        BadInputException refused =
                assertThrows(BadInputException.class, () -> ModelFolder.open(model, Optional.of("fc-ef")));
        assertTrue(refused.getMessage().contains("SHA-256"), refused.getMessage());
    }

    @Test
    void modelOfAnotherNetwork_isRefusedByName() throws Exception {
        Path model = saved("fc-ef", "fc-ef");
        BadInputException refused =
                assertThrows(BadInputException.class, () -> ModelFolder.open(model, Optional.of("bit")));
        assertTrue(refused.getMessage().contains("fc-ef"), refused.getMessage());
    }

    @Test
    void bareWeights_tellBandsAndClasses() throws Exception {
        Path model = saved("fc-ef", "five-bands", new NetworkOptions(Map.of("bands", 5, "classes", 4)));
        Path bare = folder.resolve("bare.safetensors");
        Files.copy(model.resolve(ModelFolder.WEIGHTS), bare);
        ModelCard card = ModelFolder.open(bare, Optional.of("fc-ef")).card();
        assertEquals(5, card.options().bands());
        assertEquals(4, card.options().classes());
    }

    @Test
    void missingFile_isNamed() {
        Path nowhere = folder.resolve("nowhere.pt");
        BadInputException refused =
                assertThrows(BadInputException.class, () -> ModelFolder.open(nowhere, Optional.of("bit")));
        assertTrue(refused.getMessage().contains("nowhere.pt"), refused.getMessage());
    }

    private static float[] probabilities(Detector detector, Path model) throws Exception {
        ArrayPair pair = scene();
        try (ChangeModel fitted = pair.fit(detector, Map.of("checkpoint", model.toString()))) {
            return fitted.apply(List.of(pair.read(pair.extent()))).get(0);
        }
    }

    private Path saved(String network, String name) throws IOException {
        return saved(network, name, NetworkOptions.DEFAULT);
    }

    private Path saved(String id, String name, NetworkOptions options) throws IOException {
        Path target = folder.resolve(name);
        try (Network network = NetworkRegistry.byId(id).orElseThrow().create(options)) {
            network.initialise(Device.cpu(), 7);
            ModelCard card = new ModelCard(
                    id,
                    options,
                    List.of("red", "green", "blue"),
                    Normalisation.UNIT,
                    OptionalDouble.of(0.5),
                    64,
                    8,
                    0.5,
                    List.of("no change", "change"),
                    "Apache-2.0",
                    Map.of("data", "none"),
                    "");
            ModelFolder.save(target, network, card);
        }
        return target;
    }

    /** Three bands of noise with a bright square in the second date. */
    private static ArrayPair scene() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] before = new float[3][SIDE * SIDE];
        float[][] after = new float[3][SIDE * SIDE];
        for (int band = 0; band < 3; band++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                before[band][i] = (float) (3000 + 500 * random.nextDouble());
                boolean changed = i / SIDE > 60 && i % SIDE > 60;
                after[band][i] = changed ? 9000 : before[band][i];
            }
        }
        return ArrayPair.of(SIDE, before, after);
    }
}
