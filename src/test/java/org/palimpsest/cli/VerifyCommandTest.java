package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.Verification;

/** A run is held against its record: one altered byte anywhere is found and its file named. */
class VerifyCommandTest {
    private static final int SIZE = 96;

    @TempDir
    private Path folder;

    private Path before;
    private Path out;

    @BeforeEach
    void detect() throws Exception {
        before = TestScene.utm(SIZE, 2).before(folder.resolve("before.tif"));
        Path after = TestScene.utm(SIZE, 2).after(folder.resolve("after.tif"));
        out = folder.resolve("out");
        ShellRun run = ShellRun.of("detect", before.toString(), after.toString(), "-d", "ir-mad", "-o", out.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    @Test
    void untouchedRun_repeatsToTheByteAndLeavesNothingBehind() throws IOException {
        Path scratch = folder.resolve("scratch");
        ShellRun verify = ShellRun.of("verify", out.toString(), "--scratch", scratch.toString());
        assertEquals(ExitCode.DONE, verify.exitCode(), verify.err() + verify.out());
        assertTrue(verify.out().contains("repeated changes.gpkg: the same"), verify.out());
        assertFalse(verify.out().contains("differs"), verify.out());
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void oneByteOfAProduct_isFoundAndNamed() throws IOException {
        alter(out.resolve("score.tif"));
        ShellRun verify = ShellRun.of("verify", out.toString());
        assertTrue(verify.complaint().contains("product " + out.resolve("score.tif") + " differs."), verify.err());
        assertTrue(verify.out().contains("repeated score.tif: the same"), verify.out());
    }

    @Test
    void oneByteOfAnInput_isFoundAndTheRunIsNotRepeated() throws IOException {
        alter(before);
        ShellRun verify = ShellRun.of("verify", out.toString());
        assertTrue(verify.complaint().contains("before " + before + " differs"), verify.err());
        assertFalse(verify.out().contains("repeated"), verify.out());
    }

    @Test
    void missingProduct_isNamed() throws IOException {
        Files.delete(out.resolve("preview.png"));
        ShellRun verify = ShellRun.of("verify", out.toString());
        assertTrue(verify.complaint().contains("preview.png is missing"), verify.err());
    }

    @Test
    void recordWithAnotherThreshold_repeatsToAnotherMask() throws IOException {
        Path record = out.resolve("run.json");
        String text = Files.readString(record);
        Files.writeString(record, text.replace("\"resampling\":", "\"threshold\": \"0.001\", \"resampling\":"));
        ShellRun verify = ShellRun.of("verify", out.toString());
        assertTrue(verify.complaint().contains("repeated mask.tif differs"), verify.err());
        assertTrue(verify.out().contains("repeated score.tif: the same"), verify.out());
    }

    @Test
    void folderWithoutRun_isBadInput() {
        assertTrue(ShellRun.of("verify", folder.toString()).complaint().contains("run.json"));
    }

    @Test
    void cancellation_endsTheRepetition() throws Exception {
        Verification run = Verification.of(out);
        Cancellation.Flag flag = new Cancellation.Flag();
        flag.request();
        assertThrows(CancelledException.class, () -> run.inputs(flag));
        assertThrows(
                CancelledException.class,
                () -> run.repeat(folder.resolve("again"), new PairRunExecutor(), event -> {}, flag));
    }

    private static void alter(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 7] ^= 1;
        Files.write(file, bytes);
    }
}
