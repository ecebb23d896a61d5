package org.palimpsest.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    /** The writer of weights insists on making its file; a training that was killed while writing must go on all the same. */
    @Test
    void whatAKilledProcessLeft_isNotInTheWay() throws IOException {
        Path target = folder.resolve("checkpoint.bin");
        Files.writeString(AtomicFile.partOf(target), "half a");
        AtomicFile.<RuntimeException>write(
                target, part -> Files.writeString(part, "whole", StandardOpenOption.CREATE_NEW));
        assertEquals("whole", Files.readString(target));
        assertFalse(Files.exists(AtomicFile.partOf(target)));
    }

    @Test
    void aFailureOfTheWriter_leavesTheTargetAsItWas() throws IOException {
        Path target = Files.writeString(folder.resolve("checkpoint.bin"), "earlier");
        assertThrows(
                IOException.class,
                () -> AtomicFile.<RuntimeException>write(target, part -> {
                    Files.writeString(part, "half a");
                    throw new IOException("The disk is full.");
                }));
        assertEquals("earlier", Files.readString(target));
        assertFalse(Files.exists(AtomicFile.partOf(target)));
    }
}
