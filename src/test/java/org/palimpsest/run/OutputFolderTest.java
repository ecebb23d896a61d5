package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;

/** What a run may do to its output folder, whatever goes wrong. */
class OutputFolderTest {
    @TempDir
    private Path folder;

    private final RunExecutor executor = new PairRunExecutor(DetectorRegistry.of(List.of(new SlowDetector())));
    private ScenePair scene;
    private Path out;

    @BeforeEach
    void writeScene() throws Exception {
        scene = ScenePair.write(folder, 1100, 600, 1);
        out = folder.resolve("out");
    }

    @Test
    void productsOfAnEarlierRun_areKept_unlessOverwritingIsAllowed() throws Exception {
        assertInstanceOf(Outcome.Done.class, run(spec(out), false));
        byte[] record = Files.readAllBytes(out.resolve("run.json"));
        assertFailed(run(spec(out), false), "already holds products");
        assertArrayEquals(record, Files.readAllBytes(out.resolve("run.json")));
        assertInstanceOf(Outcome.Done.class, run(overwriting(spec(out)), false));
    }

    @Test
    void filesThatAreNoProducts_areLeftAlone() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertInstanceOf(Outcome.Done.class, run(overwriting(spec(out)), false));
        assertEquals("mine", Files.readString(out.resolve("notes.txt")));
    }

    @Test
    void anUnfinishedRun_isNamed_andResumedOrReplaced() throws Exception {
        assertInstanceOf(Outcome.Cancelled.class, cancelAfter(spec(out), 2));
        assertFailed(run(spec(out), false), "--resume");
        assertInstanceOf(Outcome.Done.class, run(overwriting(spec(out)), false));
    }

    @Test
    void resumingNothing_isRefused_andMakesNoFolder() {
        assertFailed(run(spec(out), true), "no unfinished run");
        assertFalse(Files.exists(out));
    }

    @Test
    void resumingWithOtherSettings_isRefused_byTheNameOfTheDifference_andLosesNothing() {
        assertInstanceOf(Outcome.Cancelled.class, cancelAfter(spec(out), 2));
        RunSpec other =
                spec(out).withDetection(RunSpec.Detection.of(SlowDetector.ID).withThreshold(Optional.of("7")));
        assertFailed(run(other, true), "\"threshold\"");
        assertInstanceOf(Outcome.Done.class, run(spec(out), true));
    }

    @Test
    void resumingAfterAnInputChanged_isRefused() throws Exception {
        assertInstanceOf(Outcome.Cancelled.class, cancelAfter(spec(out), 2));
        Files.setLastModifiedTime(scene.after(), FileTime.from(Instant.now().plusSeconds(10)));
        assertFailed(run(spec(out), true), "after.tif was changed");
    }

    @Test
    void cancelledAtEveryTile_theRunCanBeResumed_toTheSameBytes() throws Exception {
        Path whole = folder.resolve("whole");
        assertInstanceOf(Outcome.Done.class, run(spec(whole), false));
        for (int tiles = 0; tiles <= 6; tiles++) {
            Path each = folder.resolve("cancelled-" + tiles);
            assertInstanceOf(Outcome.Cancelled.class, cancelAfter(spec(each), tiles));
            assertEquals(List.of(RunFolder.WORK_FOLDER), names(each));
            assertInstanceOf(Outcome.Done.class, run(spec(each), true));
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve("mask.tif")), Files.readAllBytes(each.resolve("mask.tif")));
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve("score.tif")), Files.readAllBytes(each.resolve("score.tif")));
        }
    }

    @Test
    void aFolderThatCannotBeMade_isOneSentence() {
        Path impossible = Path.of("/proc/palimpsest-test");
        Assumptions.assumeTrue(Files.isDirectory(impossible.getParent()), "SKIPPED: no /proc here.");
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run(spec(impossible), false));
        assertFalse(failed.fault());
        assertTrue(
                failed.whatHappened().message().contains("/proc/palimpsest-test"),
                failed.whatHappened().message());
    }

    @Test
    void aFileInPlaceOfTheFolder_isOneSentence() throws Exception {
        Files.writeString(out, "a file");
        assertFailed(run(spec(out), false), "is a file");
    }

    @Test
    void aSecondRunInTheSameFolder_isRefused() {
        RunExecutor inner = new PairRunExecutor(DetectorRegistry.of(List.of(new SlowDetector())));
        Outcome[] second = new Outcome[1];
        Outcome first = executor.execute(
                new RunRequest(spec(out), false),
                event -> {
                    if (event instanceof RunEvent.Tile && second[0] == null) {
                        second[0] = inner.execute(
                                new RunRequest(overwriting(spec(out)), false), e -> {}, Cancellation.NEVER);
                    }
                },
                Cancellation.NEVER);
        assertFailed(second[0], "Another run");
        assertInstanceOf(Outcome.Done.class, first);
    }

    @Test
    void aDetectorThatFailsBeforeTheFirstTile_leavesNoFolder() {
        RunSpec unknown = scene.spec("nobody", out);
        assertFailed(run(unknown, false), "nobody");
        assertFalse(Files.exists(out));
    }

    private RunSpec spec(Path output) {
        return scene.spec(SlowDetector.ID, output)
                .withResources(new RunSpec.Resources("cpu", 512L << 20, 1))
                .withOutput(new RunSpec.Output(output, List.of(), false));
    }

    private static RunSpec overwriting(RunSpec spec) {
        return spec.withOutput(
                new RunSpec.Output(spec.output().directory(), spec.output().formats(), true));
    }

    private Outcome run(RunSpec spec, boolean resume) {
        return executor.execute(new RunRequest(spec, resume), event -> {}, Cancellation.NEVER);
    }

    private Outcome cancelAfter(RunSpec spec, int tiles) {
        Cancellation.Flag flag = new Cancellation.Flag();
        int[] seen = {0};
        return executor.execute(
                new RunRequest(spec, false),
                event -> {
                    boolean fitted = event instanceof RunEvent.Stage stage
                            && stage.name().equals("detect");
                    if (event instanceof RunEvent.Tile) {
                        seen[0]++;
                    }
                    if ((fitted && tiles == 0) || (event instanceof RunEvent.Tile && seen[0] == tiles)) {
                        flag.request();
                    }
                },
                flag);
    }

    private static void assertFailed(Outcome outcome, String part) {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome, outcome.toString());
        assertTrue(
                failed.whatHappened().message().contains(part),
                failed.whatHappened().message());
        assertFalse(failed.fault());
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
