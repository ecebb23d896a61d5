package org.palimpsest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** Finds the real rasters that tests read in place; a test that needs one skips itself, loudly, where they are absent. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder at {@code path} below the shared folder, or skips the calling test. */
    public static Path get(String path) {
        Path file = root().resolve(path);
        if (!Files.exists(file)) {
            LoggerFactory.getLogger(SharedData.class).warn("SKIPPED: shared data {} is not on this machine.", path);
            Assumptions.abort("Shared data " + path + " is not on this machine.");
        }
        return file;
    }

    private static Path root() {
        String set = System.getProperty("palimpsest.shared", System.getenv("PALIMPSEST_SHARED"));
        return set != null
                ? Path.of(set)
                : Path.of("..", "shared").toAbsolutePath().normalize();
    }
}
