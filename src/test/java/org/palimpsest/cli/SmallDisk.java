package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** A disk of a few kilobytes in memory, to fill up or to write-protect; only root may mount one, else the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int bytes) throws Exception {
        Files.createDirectories(folder);
        if (!succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString())) {
            LoggerFactory.getLogger(SmallDisk.class).warn("SKIPPED: this user may not mount a small disk.");
            Assumptions.abort("This user may not mount a small disk.");
        }
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void makeReadOnly() throws Exception {
        if (!succeeds("mount", "-o", "remount,ro", folder.toString())) {
            throw new IOException("The small disk could not be write-protected.");
        }
    }

    @Override
    public void close() throws Exception {
        succeeds("umount", folder.toString());
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
