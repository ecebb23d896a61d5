package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.engine.StatisticPass;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;

/** What the engine promises of every classical detector: tiles and threads leave no trace in the statistic. */
class TileIndependenceTest {
    @TempDir
    private static Path scenes;

    private static ScenePair scene;
    private static ScenePair oneBand;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeScene() throws Exception {
        scene = ScenePair.write(Files.createDirectory(scenes.resolve("four")), 560, 300, 4);
        oneBand = ScenePair.write(Files.createDirectory(scenes.resolve("one")), 560, 300, 1);
    }

    static List<String> classicalDetectors() {
        return DetectorRegistry.load().all().stream()
                .map(Detector::card)
                .filter(card -> card.kind() == DetectorCard.Kind.STATISTICAL)
                .map(DetectorCard::id)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("classicalDetectors")
    void threeTileSizes_andOneOrThreeThreads_giveTheSameBits(String id) throws Exception {
        Detector detector = DetectorRegistry.load().get(id);
        // Heights are one band; all others compare several.
        ScenePair dates = id.equals("surface-difference") ? oneBand : scene;
        try (OpenPair pair = OpenPair.open(
                        dates.spec(id, folder), detector.card(), Optional.empty(), Progress.NONE, Cancellation.NEVER);
                ChangeModel model = fit(detector, pair, 1);
                ChangeModel threeThreads = fit(detector, pair, 3)) {
            float[] expected = statistic(pair, model, 512, 1);
            assertArrayEquals(expected, statistic(pair, threeThreads, 512, 3), "three threads");
            assertArrayEquals(expected, statistic(pair, model, 256, 2), "tiles of 256");
            assertArrayEquals(expected, statistic(pair, model, 112, 2), "tiles of 112");
        }
    }

    private static ChangeModel fit(Detector detector, OpenPair pair, int threads) throws Exception {
        Settings settings = Settings.of(detector.parameters(), Map.of());
        return detector.fit(
                new FitInput(pair.pair(), settings, "cpu", threads, 256L << 20, Progress.NONE, Cancellation.NEVER));
    }

    private float[] statistic(OpenPair pair, ChangeModel model, int tile, int threads) throws Exception {
        Path work = Files.createTempDirectory(folder, "tiles");
        TilePlan plan = new TilePlan(pair.pair().extent(), tile, tile);
        try (TileJournal journal = TileJournal.create(work, new JsonObject());
                TileStore store = TileStore.open(work, plan, journal)) {
            new StatisticPass(pair.pair(), model, store, Progress.NONE, window -> {}, Cancellation.NEVER)
                    .run(threads, 1);
            return store.read(plan.extent());
        }
    }
}
