package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process that is ended by a signal half way keeps its tiles, and goes on to the same bytes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send.")
class InterruptionTest {
    private static final int SIZE = 2000;
    private static final List<String> PRODUCTS = List.of(
            "mask.tif",
            "score.tif",
            "changes.shp",
            "changes.dbf",
            "changes.gpkg",
            "changes.geojson",
            "changes.fgb",
            "changes.prj",
            "changes.qml",
            "preview.png");

    @TempDir
    private static Path folder;

    private static Path whole;
    private static String[] detect;

    @BeforeAll
    static void detectWithoutInterruption() throws Exception {
        TestScene scene = TestScene.utm(SIZE, 1);
        String before = scene.before(folder.resolve("before.tif")).toString();
        String after = scene.after(folder.resolve("after.tif")).toString();
        detect = new String[] {"detect", before, after, "-d", "log-ratio", "--threads", "1", "--json", "-o"};
        whole = folder.resolve("whole");
        assertEquals(ExitCode.DONE, ShellRun.of(with(whole.toString())).exitCode());
    }

    @ParameterizedTest
    @CsvSource({"TERM,15", "INT,2"})
    void signalHalfWay_keepsTiles_andResumeGivesTheSameBytes(String signal, int number) throws Exception {
        Assumptions.assumeFalse(isIgnored(number), "SIG" + signal + " is ignored by this process and its children.");
        Path stopped = folder.resolve("stopped by " + signal);

        try (ShellProcess process = ShellProcess.start(folder, with(stopped.toString()))) {
            process.awaitLine("\"event\":\"tile\"");
            process.signal(signal);
            assertEquals(ExitCode.CANCELLED, process.awaitEnd(), process.err());
            assertTrue(process.err().contains("--resume"), process.err());
        }
        assertFalse(Files.exists(stopped.resolve("mask.tif")));

        assertEquals(
                ExitCode.DONE, ShellRun.of(with(stopped.toString(), "--resume")).exitCode());
        for (String product : PRODUCTS) {
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve(product)), Files.readAllBytes(stopped.resolve(product)), product);
        }
    }

    /** Signals that a parent ignores (a job in the background of a script) stay ignored in its children. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        Optional<String> mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst();
        return mask.isPresent() && new BigInteger(mask.get(), 16).testBit(signal - 1);
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(detect), Stream.of(more)).toArray(String[]::new);
    }
}
