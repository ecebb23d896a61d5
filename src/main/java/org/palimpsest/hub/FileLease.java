package org.palimpsest.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/**
 * The right to write one file, which one thread of one process at a time has; the system takes it from a process that dies.
 *
 * <p>The lock is a file of its own beside the target and stays there, because deleting it would let two hold it.
 */
final class FileLease implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final FileChannel channel;

    private FileLease(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else writes {@code target}. */
    static FileLease of(Path target, HubConnection connection, Cancellation cancellation)
            throws IOException, CancelledException {
        Path file = target.resolveSibling(target.getFileName() + ".lock");
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            while (lock(channel) == null) {
                connection.sleep(LOOK, cancellation);
            }
            held = true;
            return new FileLease(channel);
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Another thread of this process has it.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
