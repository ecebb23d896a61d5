package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.RunSpecJson;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.Tiling;

/** A repeated run computes as many windows at once as the first one did, whatever memory is free by then. */
class RepeatedGroupTest {
    @TempDir
    private Path folder;

    @Test
    void theNumberIsRecorded_andTakenAgain() throws Exception {
        ScenePair scene = ScenePair.write(folder, 300, 300, 1);
        RunSpec spec = scene.spec("group", folder.resolve("out"));
        run(spec, 3);
        RunSpec recorded = RunSpecJson.read(folder.resolve("out/run.json"));
        assertEquals(3, recorded.resources().windowsAtOnce().getAsInt());

        run(recorded.withOutput(output(spec, "again")), 1);
        assertEquals(-1, Files.mismatch(folder.resolve("out/score.tif"), folder.resolve("again/score.tif")));

        run(spec.withOutput(output(spec, "other")), 1);
        assertNotEquals(-1, Files.mismatch(folder.resolve("out/score.tif"), folder.resolve("other/score.tif")));
    }

    private RunSpec.Output output(RunSpec spec, String name) {
        return new RunSpec.Output(folder.resolve(name), spec.output().formats(), false);
    }

    private static void run(RunSpec spec, int free) {
        RunExecutor executor = new PairRunExecutor(DetectorRegistry.of(List.of(new GroupDetector(free))));
        Outcome outcome = executor.execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        assertInstanceOf(Outcome.Done.class, outcome);
    }

    /**
     * Its statistic is the number of windows that are computed together.
     *
     * @param free for how many the memory would do
     */
    private record GroupDetector(int free) implements Detector {
        @Override
        public DetectorCard card() {
            return InventedCard.of("group", "Group", DetectorCard.Kind.SUPERVISED, "0.5");
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Optional<Tiling> tiling(Settings settings) {
            return Optional.of(new Tiling(64, 16, 0));
        }

        @Override
        public ChangeModel fit(FitInput input) {
            return new Model(free);
        }
    }

    private record Model(int windowsAtOnce) implements ChangeModel {
        @Override
        public Statistic statistic() {
            return new Statistic("windows", "", false, new ScoreMap.Linear(0, 8));
        }

        @Override
        public int halo() {
            return 16;
        }

        @Override
        public boolean needsOneShape() {
            return true;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            return batch.stream()
                    .map(window -> {
                        float[] values = new float[window.valid().length];
                        Arrays.fill(values, batch.size());
                        return values;
                    })
                    .toList();
        }
    }
}
