package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.OneTorchThread;
import org.palimpsest.nn.Precision;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.PngPair;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Every network of the zoo takes two steps by its own recipe, side outputs and all; {@code PALIMPSEST_NETWORK=bit} keeps the test
 * to one.
 */
@Tag("long")
@ExtendWith(OneTorchThread.class)
class EveryNetworkTrainsTest {
    /** The others give logits or log-probabilities. */
    private static final Set<String> GIVE_PROBABILITIES = Set.of("tinycd", "dsifn");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void data() throws Exception {
        PngPair.dataset(folder.resolve("data"), 2, 1);
    }

    static Stream<Arguments> networks() {
        String only = System.getenv("PALIMPSEST_NETWORK");
        return NetworkRegistry.all().stream()
                .map(NetworkRegistry.Entry::id)
                .filter(id -> only == null || id.equals(only))
                .flatMap(id -> Precision.ids().stream().map(precision -> Arguments.of(id, precision)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void twoSteps_moveTheWeights(String network, String precision) throws Exception {
        Map<String, String> set =
                new HashMap<>(Map.of("batch", "2", "crop", "64", "changeWeight", "1", "precision", precision));
        Recipe recipe = Recipe.ofNetwork(network);
        if (recipe.options().containsKey("width")) {
            set.put("width", "0.25");
        }
        TrainSpec spec = TrainSpecs.of(
                folder.resolve("data"),
                LabelRule.USUAL,
                network,
                recipe,
                set,
                Optional.empty(),
                Optional.empty(),
                false);
        TrainResources resources = new TrainResources("cpu", 1, 1 << 20, folder.resolve("turns"), Optional.empty());
        try (Training training = new Training(spec, resources);
                BatchSource batches =
                        new BatchSource(training.train, training.cache, training.settings, training.normalisation, 0)) {
            if (List.of("fc-ef", "fc-siam-conc", "fc-siam-diff", "snunet", "bit", "tinycd", "dsifn")
                    .contains(network)) {
                MapObjective objective = assertInstanceOf(MapObjective.class, training.objective);
                assertEquals(
                        !GIVE_PROBABILITIES.contains(network),
                        objective.output().isLogits());
            }
            training.startLearning();
            TrainStep step = new TrainStep(training);
            for (int i = 0; i < 2; i++) {
                double loss = step.gradients(batches.next(), i, 1);
                assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
                double norm = training.groups.clip(1);
                assertTrue(Double.isFinite(norm) && norm > 0, "norm of the gradients " + norm);
                training.groups.step(1e-4);
            }
        }
    }
}
