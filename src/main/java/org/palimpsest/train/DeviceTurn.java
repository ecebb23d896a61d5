package org.palimpsest.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/** The right to train on a device: one training at a time for each user and device, the others wait and say so. */
final class DeviceTurn implements AutoCloseable {
    private static final long LOOK_MILLISECONDS = 500;

    private final FileChannel file;
    private final FileLock lock;

    private DeviceTurn(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Waits until no other training uses {@code device}; the system gives the turn back when a process dies. */
    static DeviceTurn await(Path folder, String device, Consumer<TrainEvent> events, Cancellation cancellation)
            throws IOException, CancelledException {
        Files.createDirectories(folder);
        String name = device.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        FileChannel file = FileChannel.open(
                folder.resolve("training-" + name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean told = false;
        try {
            while (true) {
                FileLock lock = tryLock(file);
                if (lock != null) {
                    return new DeviceTurn(file, lock);
                }
                if (!told) {
                    events.accept(new TrainEvent.Warning(TrainNotice.waits(device)));
                    told = true;
                }
                cancellation.check();
                pause();
            }
        } catch (IOException | CancelledException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another training of this process.
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}
