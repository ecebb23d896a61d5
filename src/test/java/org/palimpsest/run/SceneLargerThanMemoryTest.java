package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.RunSpec;

/** Memory is a budget and does not grow with the scene. */
@Tag("long")
class SceneLargerThanMemoryTest {
    private static final long BUDGET = 256L << 20;

    @TempDir
    private Path folder;

    @Test
    void aSceneWhoseStatisticIsLargerThanTheHeap_runsInTheSameMemoryAsASmallOne() throws Exception {
        double small = peakMegabytes(2_000);
        // 8000 x 8000 floats are 256 MB; the worker's heap is 192 MB.
        double large = peakMegabytes(8_000);
        assertTrue(
                large <= 1.1 * Math.max(small, WorkerLauncher.heapBytes(BUDGET) >> 20) + 100,
                small + " and " + large + " MB");
    }

    private double peakMegabytes(int size) throws Exception {
        Path before = folder.resolve("before.tif");
        Path after = folder.resolve("after.tif");
        RepeatedTileTiff scene = new RepeatedTileTiff(size, size, 1);
        scene.write(before, false);
        scene.write(after, true);
        Path output = folder.resolve("out-" + size);
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), "difference", output)
                .withOutput(new RunSpec.Output(output, List.of("gpkg"), false))
                .withResources(new RunSpec.Resources("cpu", BUDGET, 2));
        try (WorkerClient client = new WorkerClient()) {
            Outcome outcome = client.start(new RunRequest(spec, false), event -> {})
                    .outcome()
                    .get(10, TimeUnit.MINUTES);
            assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
            return SceneSizeBench.peakMegabytes(client.processId());
        }
    }
}
