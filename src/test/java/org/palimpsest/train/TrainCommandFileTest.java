package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;

/** Anybody ends a training by a word in its folder, and by nothing else. */
class TrainCommandFileTest {
    @TempDir
    private Path folder;

    private TrainControl heard(Instant begun) {
        return new TrainCommandFile(folder, begun).joinedTo(new TrainControl(Cancellation.NEVER));
    }

    @Test
    void eachWordStopsInItsWay_andIsTakenAway() throws Exception {
        TrainCommandFile.write(folder, TrainCommandFile.Command.STOP_AFTER_EPOCH);
        TrainControl control = heard(Instant.EPOCH);
        assertFalse(control.now().requested());
        assertTrue(control.afterEpoch().get());
        assertFalse(Files.exists(folder.resolve("command")));
        TrainCommandFile.write(folder, TrainCommandFile.Command.STOP);
        assertTrue(heard(Instant.EPOCH).now().requested());
    }

    @Test
    void noWord_unknownWords_andThoseLeftByAKilledProcess_stopNothing() throws Exception {
        assertFalse(heard(Instant.EPOCH).now().requested());
        Files.writeString(folder.resolve("command"), "hello\n");
        TrainControl control = heard(Instant.EPOCH);
        assertFalse(control.now().requested());
        assertFalse(control.afterEpoch().get());
        TrainCommandFile.write(folder, TrainCommandFile.Command.STOP);
        assertFalse(heard(Instant.now().plusSeconds(60)).now().requested());
    }

    @Test
    void process_isFoundWhileItLives() throws Exception {
        assertTrue(TrainProcessNote.living(folder).isEmpty());
        TrainProcessNote.write(folder, ProcessHandle.current());
        assertEquals(ProcessHandle.current(), TrainProcessNote.living(folder).orElseThrow());
        Process ended = new ProcessBuilder("true").start();
        TrainProcessNote.write(folder, ended.toHandle());
        ended.waitFor();
        assertTrue(TrainProcessNote.living(folder).isEmpty());
    }
}
