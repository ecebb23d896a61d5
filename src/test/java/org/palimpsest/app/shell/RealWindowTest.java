package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The analyst's path in a real window of the GTK toolkit on a display of its own; skipped where Xvfb is not installed. */
class RealWindowTest {
    /** Half a minute on a quiet machine; a busy one shall not fail the test. */
    private static final long LONGEST_MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void analystsPath_byMouseAndByKeyboard_inARealWindow() throws Exception {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "Xvfb")));
        if (!installed) {
            LoggerFactory.getLogger(RealWindowTest.class).warn("SKIPPED: Xvfb is not installed.");
            Assumptions.abort("Xvfb is not installed.");
        }
        Path display = folder.resolve("display");
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp")
                .redirectOutput(display.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String number = number(display, server);
            Path log = folder.resolve("walk.log");
            ProcessBuilder window = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Dprism.order=sw",
                            "-Dtestfx.robot=glass",
                            "-Dpalimpsest.shared=" + System.getProperty("palimpsest.shared", ""),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RealWindow.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            window.environment().put("DISPLAY", ":" + number);
            window.environment()
                    .put("PALIMPSEST_USER_FOLDER", folder.resolve("user").toString());
            window.environment().put("GDK_BACKEND", "x11");
            Process walk = window.start();
            try {
                assertTrue(
                        walk.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES), () -> "The walk does not end.\n" + text(log));
            } finally {
                walk.destroyForcibly();
            }
            assertEquals(0, walk.exitValue(), () -> text(log));
            assertTrue(text(log).contains("glass.ui.gtk"), () -> "Not a real window:\n" + text(log));
            LoggerFactory.getLogger(RealWindowTest.class).info("{}", text(log));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    /** The number of the free display that the server chose. */
    private static String number(Path display, Process server) throws Exception {
        for (int look = 0; look < 200; look++) {
            String text = Files.readString(display).trim();
            if (!text.isEmpty()) {
                return text;
            }
            assertTrue(server.isAlive(), "Xvfb ended at once.");
            Thread.sleep(50);
        }
        throw new AssertionError("Xvfb did not say which display it made.");
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            return "No log: " + e;
        }
    }
}
