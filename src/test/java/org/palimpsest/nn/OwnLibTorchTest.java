package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;

/** A libtorch that the user brings is judged by its files, then by a process of its own. */
class OwnLibTorchTest {
    @TempDir
    private Path folder;

    @Test
    void anotherVersion_isRefusedByNumber() throws IOException {
        Path library = library("__version__ = '2.13.0+cu128'\n");
        BadInputException refused = assertThrows(BadInputException.class, () -> OwnLibTorch.requireVersion(library));
        assertTrue(refused.getMessage().contains("2.13.0"), refused.getMessage());
        assertTrue(refused.getMessage().contains("2.7.1"), refused.getMessage());
    }

    @Test
    void theRightVersion_isAccepted_andItsCrashIsSurvived() throws IOException {
        Path library = library("__version__ = '2.7.1+cu128'\n");
        assertDoesNotThrow(() -> OwnLibTorch.requireVersion(library));
        BadInputException refused = assertThrows(BadInputException.class, () -> OwnLibTorch.requireLoadable(library));
        assertTrue(refused.getMessage().contains("trial process"), refused.getMessage());
    }

    @Test
    void aFolderWithoutLibrary_orWithoutVersion_isRefused() throws IOException {
        BadInputException empty = assertThrows(BadInputException.class, () -> OwnLibTorch.requireVersion(folder));
        assertTrue(empty.getMessage().contains("no libtorch"), empty.getMessage());
        Files.writeString(folder.resolve("libtorch.so"), "");
        BadInputException unknown = assertThrows(BadInputException.class, () -> OwnLibTorch.requireVersion(folder));
        assertTrue(unknown.getMessage().contains("cannot be told"), unknown.getMessage());
    }

    /** As Python installs it: torch/version.py and torch/lib/libtorch.so, here without any code in it. */
    private Path library(String version) throws IOException {
        Path library = Files.createDirectories(folder.resolve("torch").resolve("lib"));
        Files.writeString(library.resolve("libtorch.so"), "no library");
        Files.writeString(library.resolve("libtorch_cpu.so"), "no library");
        Files.writeString(library.resolve("libc10.so"), "no library");
        Files.writeString(folder.resolve("torch").resolve("version.py"), version);
        return library;
    }
}
