package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutosaveTest {
    @TempDir
    Path folder;

    private final Watch watch = new Watch();
    private final List<String> failures = new ArrayList<>();
    private Project now = Project.EMPTY;

    @Test
    void change_isKeptWhenItIsAMinuteOld_andNotBefore() throws Exception {
        ProjectStore store = new ProjectStore(folder.resolve("a.palimpsest"), watch);
        Autosave autosave = autosave(store);
        ticks(autosave, 300);
        assertFalse(Files.exists(store.autosaveFile()), "nothing changed, nothing is kept");
        now = SampleProjects.edited(folder, 1);
        ticks(autosave, 55);
        assertFalse(Files.exists(store.autosaveFile()));
        ticks(autosave, 10);
        assertEquals(1, SampleProjects.editOf(store.open().project()));
    }

    @Test
    void steadyChanges_areKeptEveryMinute() throws Exception {
        ProjectStore store = new ProjectStore(folder.resolve("a.palimpsest"), watch);
        Autosave autosave = autosave(store);
        for (int second = 0; second < 600; second += 5) {
            now = SampleProjects.edited(folder, second);
            ticks(autosave, 5);
            if (second >= 65) {
                long kept = SampleProjects.editOf(store.open().project());
                assertTrue(second - kept <= 70, "At " + second + " s the edit of " + kept + " s is kept");
            }
        }
    }

    @Test
    void run_keepsTheProjectAtOnce_onlyIfItChanged() throws Exception {
        ProjectStore store = new ProjectStore(folder.resolve("a.palimpsest"), watch);
        Autosave autosave = autosave(store);
        autosave.beforeRun();
        assertFalse(Files.exists(store.autosaveFile()));
        now = SampleProjects.edited(folder, 5);
        autosave.beforeRun();
        assertEquals(5, SampleProjects.editOf(store.open().project()));
    }

    @Test
    void failedAutosave_isSaid_andTriedAgain() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "not a folder");
        ProjectStore store = new ProjectStore(blocked.resolve("a.palimpsest"), watch);
        Autosave autosave = autosave(store);
        now = SampleProjects.edited(folder, 1);
        autosave.beforeRun();
        assertEquals(1, failures.size());
        Files.delete(blocked);
        ticks(autosave, 65);
        assertEquals(1, SampleProjects.editOf(store.open().project()));
    }

    @Test
    void savedProject_isNotKeptAgain() throws Exception {
        ProjectStore store = new ProjectStore(folder.resolve("a.palimpsest"), watch);
        Autosave autosave = autosave(store);
        now = SampleProjects.edited(folder, 1);
        autosave.tick();
        store.save(now);
        autosave.isKept(now);
        ticks(autosave, 120);
        assertFalse(Files.exists(store.autosaveFile()));
    }

    @Test
    void unsavedProject_ofAProcessThatIsGone_isFoundAndAdopted() throws Exception {
        UnsavedProjects unsaved = new UnsavedProjects(folder, watch);
        unsaved.mine().autosave(SampleProjects.edited(folder, 1));
        assertTrue(unsaved.orphan().isEmpty(), "this process lives");
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        new ProjectStore(folder.resolve("unsaved-" + gone.pid() + ".palimpsest"), watch)
                .autosave(SampleProjects.edited(folder, 42));
        ProjectStore orphan = unsaved.orphan().orElseThrow();
        assertEquals(42, SampleProjects.editOf(unsaved.adopt(orphan).project()));
        assertTrue(unsaved.orphan().isEmpty());
        assertEquals(42, SampleProjects.editOf(unsaved.mine().open().project()));
    }

    private Autosave autosave(ProjectStore store) {
        return new Autosave(watch, () -> now, () -> store, Runnable::run, e -> failures.add(e.getMessage()));
    }

    private void ticks(Autosave autosave, int seconds) {
        for (int second = 0; second < seconds; second += 5) {
            autosave.tick();
            watch.now = watch.now.plus(Duration.ofSeconds(5));
        }
    }

    /** A clock that the test moves. */
    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-06-01T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
