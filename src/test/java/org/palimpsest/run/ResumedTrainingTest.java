package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.RunSpec;

/** A run of a network that is trained on the pair, ended at different moments: what was learned is not lost. */
@ExtendWith(OneTorchThread.class)
class ResumedTrainingTest {
    private static final List<String> PRODUCTS = List.of("score.tif", "mask.tif", "epochs.tif", "training.csv");

    @TempDir
    private Path folder;

    private final List<RunEvent> heard = new ArrayList<>();
    private ScenePair scene;

    @BeforeEach
    void twoTiles() throws Exception {
        scene = ScenePair.write(folder, 400, 72, 1);
    }

    @Test
    void endedDuringTheTrainingOrTheTiles_aRunGoesOnToTheSameBytes() throws Exception {
        Path whole = folder.resolve("whole");
        assertInstanceOf(Outcome.Done.class, run(whole, false, event -> false));

        Path tiles = folder.resolve("tiles");
        assertInstanceOf(Outcome.Cancelled.class, run(tiles, false, RunEvent.Tile.class::isInstance));
        assertInstanceOf(Outcome.Done.class, run(tiles, true, event -> false));
        assertEquals(List.of(), epochs(), "no second training");
        assertSame(whole, tiles);

        Path training = folder.resolve("training");
        assertInstanceOf(
                Outcome.Cancelled.class,
                run(training, false, event -> event instanceof RunEvent.Epoch epoch && epoch.number() == 1));
        assertInstanceOf(Outcome.Done.class, run(training, true, event -> false));
        assertEquals(List.of(2, 3), epochs());
        assertSame(whole, training);
    }

    private List<Integer> epochs() {
        return heard.stream()
                .filter(RunEvent.Epoch.class::isInstance)
                .map(event -> ((RunEvent.Epoch) event).number())
                .toList();
    }

    private static void assertSame(Path wanted, Path found) throws Exception {
        for (String product : PRODUCTS) {
            assertArrayEquals(
                    Files.readAllBytes(wanted.resolve(product)), Files.readAllBytes(found.resolve(product)), product);
        }
    }

    private Outcome run(Path out, boolean resume, java.util.function.Predicate<RunEvent> last) {
        RunSpec spec = scene.spec("maskucd", out).withResources(new RunSpec.Resources("cpu", 512L << 20, 1));
        RunSpec few = spec.withDetection(spec.detection()
                .withParameters(Map.of("window", "64", "epochs", "4", "regression", "false", "mask", "auto")));
        Cancellation.Flag flag = new Cancellation.Flag();
        heard.clear();
        return new PairRunExecutor()
                .execute(
                        new RunRequest(few, resume),
                        event -> {
                            heard.add(event);
                            if (last.test(event)) {
                                flag.request();
                            }
                        },
                        flag);
    }
}
