package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.learned.ReadyMadeModel;
import org.palimpsest.train.dataset.PngPair;

/** Several stages of a network are mapped by one command, each in a folder of its own. */
class DetectStagesTest {
    @TempDir
    private Path folder;

    private ShellRun detect(String stages) throws Exception {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            PngPair.dataset(data, 1, 1);
        }
        return ShellRun.of(
                "detect",
                data.resolve("val/A/v0.png").toString(),
                data.resolve("val/B/v0.png").toString(),
                "-d",
                "fc-siam-diff",
                "--checkpoint",
                ReadyMadeModel.folder().toString(),
                "--set",
                "stage=" + stages,
                "-o",
                folder.resolve("out").toString(),
                "--formats",
                "none",
                "--threads",
                "1");
    }

    @Test
    void eachNamedStageIsAMapInAFolderOfItsName() throws Exception {
        ShellRun run = detect("difference.0, difference.3");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        byte[] first = Files.readAllBytes(folder.resolve("out/difference.0/score.tif"));
        byte[] last = Files.readAllBytes(folder.resolve("out/difference.3/score.tif"));
        assertFalse(Arrays.equals(first, last));
        assertTrue(Files.readString(folder.resolve("out/difference.3/run.json")).contains("difference.3"));
    }

    @Test
    void aNameThatIsNoStageIsRefusedBeforeAnythingIsWritten() throws Exception {
        String complaint = detect("difference.0,roof").complaint();
        assertTrue(complaint.contains("roof"), complaint);
        assertFalse(Files.exists(folder.resolve("out")));
    }
}
