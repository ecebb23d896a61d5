package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while MaskUCD trains on the pair loses no kept epoch, and goes on to the same bytes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send.")
class KilledFitTest {
    private static final int EPOCHS = 10;

    @TempDir
    private Path folder;

    @Test
    @Tag("long")
    void killedWithoutWarning_theTrainingGoesOn_toTheSameBytes() throws Exception {
        TestScene scene = TestScene.utm(48, 1);
        String before = scene.before(folder.resolve("before.tif")).toString();
        String after = scene.after(folder.resolve("after.tif")).toString();
        try (ShellProcess whole = detect(before, after, "whole")) {
            assertEquals(ExitCode.DONE, whole.awaitEnd(), whole.err());
        }
        try (ShellProcess killed = detect(before, after, "killed")) {
            killed.awaitLine("\"number\":5");
            killed.signal("KILL");
            killed.awaitEnd();
        }
        try (ShellProcess resumed = detect(before, after, "killed", "--resume")) {
            String epochs = resumed.output();
            assertFalse(epochs.contains("\"number\":3,"), "epochs that were kept are not done again: " + epochs);
            assertTrue(epochs.contains("\"number\":" + (EPOCHS - 1)), epochs + resumed.err());
        }
        for (String product : List.of("score.tif", "mask.tif", "training.csv", "epochs.tif")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("whole").resolve(product)),
                    Files.readAllBytes(folder.resolve("killed").resolve(product)),
                    product);
        }
    }

    private ShellProcess detect(String before, String after, String out, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "detect",
                before,
                after,
                "-d",
                "maskucd",
                "--set",
                "epochs=" + EPOCHS,
                "--threads",
                "1",
                "--formats",
                "none",
                "--json",
                "-o",
                folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return ShellProcess.start(folder, arguments.toArray(String[]::new));
    }
}
