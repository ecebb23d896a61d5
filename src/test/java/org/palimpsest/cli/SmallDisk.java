package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** A disk of a few kilobytes in memory, to fill up or to write-protect; only root may mount one, else the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private static final String FILLER = "filler";
    private static final int BLOCK = 1 << 12;

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

    /** Takes all the room that is left. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(folder.resolve(FILLER))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            LoggerFactory.getLogger(SmallDisk.class).debug("The small disk is full now.", full);
        }
    }

    /** Gives back the room that {@link #fill} took. */
    void empty() throws IOException {
        Files.delete(folder.resolve(FILLER));
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
