package org.palimpsest.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.palimpsest.base.TemporaryFolder;

/**
 * The folder in the cache in which each preview has its products; those of an hour ago go when the next preview begins, so
 * that previews do not pile up.
 *
 * @param folder holds a folder for each preview
 */
record PreviewFolders(Path folder) {
    /** A preview that is younger may be on the map, of this window or of another one. */
    private static final Duration MAY_BE_SHOWN = Duration.ofHours(1);

    /** A name that no preview has yet. */
    Path next() {
        return folder.resolve(Long.toString(System.currentTimeMillis()));
    }

    /** Removes what is old; what another program holds open goes another time. */
    int removeOld() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        Instant old = Instant.now().minus(MAY_BE_SHOWN);
        int removed = 0;
        try (Stream<Path> previews = Files.list(folder)) {
            for (Path preview : previews.toList()) {
                if (Files.getLastModifiedTime(preview).toInstant().isBefore(old)) {
                    new TemporaryFolder(preview).close();
                    removed++;
                }
            }
        }
        return removed;
    }
}
