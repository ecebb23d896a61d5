package org.palimpsest.raster;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A few threads that pack tiles, with room for a few waiting tiles only, so that no queue grows. */
final class PackingPool implements AutoCloseable {
    private final int places;
    private final Semaphore free;
    private final ExecutorService threads;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /** Packs a tile and puts it on disk. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    PackingPool(int threadCount) {
        places = 3 * threadCount;
        free = new Semaphore(places);
        threads = Executors.newFixedThreadPool(threadCount, task -> {
            Thread thread = new Thread(task, "GeoTIFF packer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a task as soon as there is room for it.
     *
     * @throws IOException when an earlier task failed
     */
    void submit(Task task) throws IOException {
        throwFailure();
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                task.run();
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, new IOException("A tile could not be packed", e));
            } finally {
                free.release();
            }
        });
    }

    /**
     * Waits until all tasks are done.
     *
     * @throws IOException when one of them failed
     */
    void await() throws IOException {
        free.acquireUninterruptibly(places);
        free.release(places);
        throwFailure();
    }

    /** Waits for the tasks under way and ends the threads. */
    @Override
    public void close() {
        free.acquireUninterruptibly(places);
        threads.shutdown();
        free.release(places);
    }

    private void throwFailure() throws IOException {
        IOException e = failure.get();
        if (e != null) {
            throw e;
        }
    }
}
