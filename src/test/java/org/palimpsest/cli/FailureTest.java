package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;

class FailureTest {
    @Test
    void badInput_isSaidAsItIs_onOneLine() {
        Failure failure = Failure.of(new BadInputException("The file a.tif is cut off.\n  Copy it again.\n"));
        assertEquals(2, failure.exitCode());
        assertEquals("The file a.tif is cut off. Copy it again.", failure.message());
    }

    @Test
    void cancelled_isThree() {
        assertEquals(3, Failure.of(new CancelledException("Cancelled.")).exitCode());
    }

    @Test
    void fullDisk_namesTheFileAndTheWayOut() {
        Failure failure = Failure.of(
                new UncheckedIOException(new FileSystemException("/x/mask.tif", null, "No space left on device")));
        assertEquals(2, failure.exitCode());
        assertTrue(failure.message().contains("disk is full"), failure.message());
        assertTrue(failure.message().contains("/x/mask.tif"), failure.message());
    }

    @Test
    void fullDiskWithoutFile_isStillUnderstood() {
        assertTrue(
                Failure.of(new IOException("No space left on device")).message().contains("disk is full"));
    }

    @Test
    void missingAndForbiddenFiles_areNamed() {
        assertTrue(Failure.of(new NoSuchFileException("/x/a.tif")).message().contains("/x/a.tif"));
        assertTrue(Failure.of(new AccessDeniedException("/x/o")).message().contains("/x/o"));
    }

    @Test
    void aFaultOfOurs_isOneWithAnApologyAndTheLogFile_notATrace() {
        Failure failure = Failure.of(new IllegalStateException("index 3 out of 2"));
        assertEquals(1, failure.exitCode());
        assertTrue(failure.message().contains("Sorry"), failure.message());
        assertTrue(failure.message().contains(Logging.file().toString()), failure.message());
        assertFalse(failure.message().contains("IllegalState"), failure.message());
    }
}
