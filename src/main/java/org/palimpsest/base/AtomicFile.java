package org.palimpsest.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file beside its target and moves it into place when it is complete, so that nothing half-written ever bears a
 * final name.
 */
public final class AtomicFile {
    private static final int MOVE_TRIES = 5;
    private static final long FIRST_PAUSE_MILLISECONDS = 20;

    private AtomicFile() {}

    /** Writes the content of one file; may fail with any exception of its own. */
    @FunctionalInterface
    public interface Writer<E extends Exception> {
        void writeTo(Path part) throws IOException, E;
    }

    /**
     * Lets {@code writer} fill a part file beside {@code target}, flushes it to the disk and moves it into place.
     *
     * <p>On any failure the part file is deleted and the target stays as it was.
     *
     * @throws IOException when the folder is not writable, the disk is full, or the move fails
     */
    public static <E extends Exception> void write(Path target, Writer<E> writer) throws IOException, E {
        AtomicFile.<E>write(target, true, writer);
    }

    /**
     * Likewise, but does not wait for the disk: for files that are moved on to where they count, after a {@link #flush} at the
     * latest.
     */
    public static <E extends Exception> void writeUnflushed(Path target, Writer<E> writer) throws IOException, E {
        AtomicFile.<E>write(target, false, writer);
    }

    private static <E extends Exception> void write(Path target, boolean flushed, Writer<E> writer)
            throws IOException, E {
        Path part = partOf(target);
        boolean complete = false;
        try {
            if (Files.isRegularFile(part)) {
                // Left by a process that was killed; writers may insist on making the file.
                Files.delete(part);
            }
            writer.writeTo(part);
            if (flushed) {
                flush(part);
            }
            moveIntoPlace(part, target);
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Writes {@code text} as UTF-8. */
    public static void writeText(Path target, String text) throws IOException {
        AtomicFile.<RuntimeException>write(target, part -> Files.writeString(part, text, StandardCharsets.UTF_8));
    }

    /** The name under which {@code target} is written until it is complete; keeps the ending, which writers look at. */
    public static Path partOf(Path target) {
        return target.resolveSibling(".part-" + target.getFileName());
    }

    /**
     * Replaces {@code target} by the complete file {@code part}; both must be in one folder.
     *
     * <p>Tries a few times with growing pauses, because virus scanners hold new files for a moment on Windows.
     */
    public static void moveIntoPlace(Path part, Path target) throws IOException {
        long pause = FIRST_PAUSE_MILLISECONDS;
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (FileSystemException e) {
                if (attempt == MOVE_TRIES || !Files.exists(part)) {
                    throw e;
                }
                sleep(pause);
                pause *= 2;
            }
        }
    }

    /** Waits until the disk holds what was written to a file. */
    public static void flush(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
