package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;

class WorkerClientTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private static Path scenes;

    private static ScenePair scene;
    private static Path expected;

    @TempDir
    private Path folder;

    private final WorkerClient client = new WorkerClient(SlowWorker.class.getName());

    @BeforeAll
    static void runWithoutInterruption() throws Exception {
        scene = ScenePair.write(scenes, 1500, 1400, 1);
        expected = scenes.resolve("expected");
        Outcome outcome = new PairRunExecutor(DetectorRegistry.of(List.of(new SlowDetector())))
                .execute(new RunRequest(spec(expected, 0, 1), false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aRunInTheWorker_givesTheSameBytesAsInThisProcess_andLeavesItWarm() throws Exception {
        Outcome outcome = start(folder.resolve("first"), 0, false, event -> {});
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        assertSameProducts(folder.resolve("first"));
        long process = client.processId();
        assertInstanceOf(Outcome.Done.class, start(folder.resolve("second"), 0, false, event -> {}));
        assertEquals(process, client.processId());
    }

    @Test
    void aKilledWorker_isReported_andResumeGivesTheSameBytes() throws Exception {
        CountDownLatch threeTiles = new CountDownLatch(3);
        WorkerRun run =
                client.start(new RunRequest(spec(folder.resolve("out"), 150, 2), false), countTiles(threeTiles));
        assertTrue(threeTiles.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        ProcessHandle.of(client.processId()).orElseThrow().destroyForcibly();
        Outcome.Failed failed =
                assertInstanceOf(Outcome.Failed.class, run.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(failed.whatHappened().message().contains("killed"), failed.toString());
        assertTrue(failed.whatToDo().message().contains("Resume"), failed.toString());
        assertFalse(Files.exists(folder.resolve("out").resolve("mask.tif")));

        CountDownLatch computed = new CountDownLatch(100);
        assertInstanceOf(Outcome.Done.class, start(folder.resolve("out"), 150, true, countTiles(computed)));
        assertTrue(computed.getCount() >= 100 - 9 + 3, "tiles were computed twice: " + (100 - computed.getCount()));
        assertSameProducts(folder.resolve("out"));
    }

    @Test
    void aCancelledRun_canBeCancelledAgain_andResumeGivesTheSameBytes() throws Exception {
        CountDownLatch half = new CountDownLatch(4);
        WorkerRun run = client.start(new RunRequest(spec(folder.resolve("out"), 150, 2), false), countTiles(half));
        assertTrue(half.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        run.cancel();
        run.cancel();
        Outcome.Cancelled cancelled =
                assertInstanceOf(Outcome.Cancelled.class, run.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        run.cancel();
        assertTrue(cancelled.tilesKept() >= 4 && cancelled.tilesKept() < 9, cancelled.toString());
        assertInstanceOf(Outcome.Done.class, start(folder.resolve("out"), 150, true, event -> {}));
        assertSameProducts(folder.resolve("out"));
    }

    @Test
    void aWorkerWithoutMemory_endsTheRunWithAdvice_andTheNextRunWorks() throws Exception {
        RunSpec hungry = spec(folder.resolve("out"), 0, 1)
                .withDetection(RunSpec.Detection.of(SlowDetector.ID).withParameters(Map.of("eat", "100000")));
        Outcome outcome = client.start(new RunRequest(hungry, false), event -> {})
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(failed.whatHappened().message().contains("memory"), failed.toString());
        assertInstanceOf(Outcome.Done.class, start(folder.resolve("next"), 0, false, event -> {}));
    }

    @Test
    void badInput_isAnOutcome_andTheWorkerLivesOn() throws Exception {
        RunSpec missing = RunSpec.of("nowhere.tif", "nowhere.tif", SlowDetector.ID, folder.resolve("out"));
        Outcome outcome = client.start(new RunRequest(missing, false), event -> {})
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(failed.whatHappened().message().contains("nowhere.tif"), failed.toString());
        assertFalse(failed.fault());
        assertFalse(Files.exists(folder.resolve("out")));
        assertNotEquals(-1, client.processId());
    }

    @Test
    void closingTheClient_cancelsTheRun_andEndsTheProcess() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        WorkerRun run = client.start(new RunRequest(spec(folder.resolve("out"), 150, 1), false), countTiles(first));
        assertTrue(first.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        ProcessHandle process = ProcessHandle.of(client.processId()).orElseThrow();
        client.close();
        assertInstanceOf(Outcome.Cancelled.class, run.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertFalse(process.isAlive());
    }

    private static Consumer<RunEvent> countTiles(CountDownLatch latch) {
        return event -> {
            if (event instanceof RunEvent.Tile) {
                latch.countDown();
            }
        };
    }

    private Outcome start(Path output, int milliseconds, boolean resume, Consumer<RunEvent> listener) throws Exception {
        return client.start(new RunRequest(spec(output, milliseconds, 2), resume), listener)
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static RunSpec spec(Path output, int milliseconds, int threads) {
        return scene.spec(SlowDetector.ID, output)
                .withDetection(RunSpec.Detection.of(SlowDetector.ID)
                        .withParameters(Map.of("milliseconds", Integer.toString(milliseconds))))
                .withResources(new RunSpec.Resources("cpu", 512L << 20, threads))
                .withOutput(new RunSpec.Output(output, List.of(), false));
    }

    private static void assertSameProducts(Path folder) throws Exception {
        for (String product : List.of("mask.tif", "score.tif")) {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(product)),
                    Files.readAllBytes(folder.resolve(product)),
                    product);
        }
        assertFalse(Files.exists(folder.resolve(RunFolder.WORK_FOLDER)));
    }
}
