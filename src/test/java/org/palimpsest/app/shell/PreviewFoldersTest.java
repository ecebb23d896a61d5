package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewFoldersTest {
    @TempDir
    private Path cache;

    @Test
    void previewsOfAnHourAgo_go_andTheNewOnesStay() throws Exception {
        PreviewFolders previews = new PreviewFolders(cache.resolve("preview"));
        assertEquals(0, previews.removeOld());
        Path old = Files.createDirectories(previews.folder().resolve("1/work"));
        Files.writeString(old.resolve("mask.tif"), "pixels");
        Files.setLastModifiedTime(
                previews.folder().resolve("1"), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path young = Files.createDirectories(previews.next());
        assertEquals(1, previews.removeOld());
        assertFalse(Files.exists(previews.folder().resolve("1")));
        assertTrue(Files.exists(young));
    }
}
