package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that saves all the time, at random moments, and opens what it left. */
class CrashTest {
    private static final long SEED = 20260601;
    private static final int LONGEST_LIFE_MILLISECONDS = 400;

    @TempDir
    Path folder;

    @Test
    void project_survivesFiveKills_withoutLosingAnEditThatWasKept() throws Exception {
        survives(5);
    }

    @Test
    @Tag("long")
    void project_survivesTwoHundredKills_withoutLosingAnEditThatWasKept() throws Exception {
        survives(200);
    }

    private void survives(int kills) throws Exception {
        Path file = folder.resolve("a.palimpsest");
        ProjectStore first = new ProjectStore(file, Clock.systemUTC());
        first.save(SampleProjects.large(folder, 0));
        first.release();
        Random random = new Random(SEED);
        long before = 0;
        for (int kill = 1; kill <= kills; kill++) {
            long acknowledged = livesAndDies(file, random.nextInt(LONGEST_LIFE_MILLISECONDS), before);
            ProjectStore.Opened opened = new ProjectStore(file, Clock.systemUTC()).open();
            long found = SampleProjects.editOf(opened.project());
            assertTrue(
                    found == acknowledged || found == acknowledged + 1,
                    "Kill " + kill + ": edit " + acknowledged + " was on the disk, but " + found + " was opened.");
            assertEquals(
                    found % 3 != 0,
                    opened.recovery() instanceof Recovery.FromAutosave,
                    "Kill " + kill + ": edit " + found + " was opened from " + opened.recovery());
            assertTrue(opened.warnings().isEmpty());
            before = found;
        }
        assertTrue(before >= kills, "Each life came to an edit at least, but all only to " + before + ".");
    }

    /** Starts the process, kills it some time after its first edit, and returns the last edit that it reported. */
    private static long livesAndDies(Path file, int lifeMilliseconds, long before) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = before;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            last = Long.parseLong(String.valueOf(reader.readLine()));
            Thread killer = new Thread(() -> {
                try {
                    Thread.sleep(lifeMilliseconds);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                // The process's own method would also close the pipe that is being read.
                process.toHandle().destroyForcibly();
            });
            killer.start();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    last = Math.max(last, Long.parseLong(line));
                }
            }
            killer.join();
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        return last;
    }
}
