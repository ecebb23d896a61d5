package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.WorkResult;

/**
 * Threads that each take the next tile until none is left, the user cancels or one of them fails.
 *
 * <p>A tile that was begun is always ended; nothing is interrupted.
 */
public final class TileWorkers {
    private final int threads;
    private final Cancellation cancellation;

    /** @param threads how many tiles are worked on at once, at least 1 */
    public TileWorkers(int threads, Cancellation cancellation) {
        this.threads = threads;
        this.cancellation = cancellation;
    }

    /** What is done with one tile; called from several threads at once. */
    @FunctionalInterface
    public interface Task {
        void of(long tile) throws BadInputException, CancelledException, IOException;
    }

    /**
     * Does the task for tiles 0 to {@code count} - 1 and returns when all threads have ended.
     *
     * @throws BadInputException or IOException: what the first failing tile threw
     * @throws CancelledException when the user ended the run
     */
    public void forEach(long count, Task task) throws BadInputException, CancelledException, IOException {
        AtomicLong next = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        int workers = (int) Math.max(1, Math.min(threads, count));
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "tile");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(pool.submit(() -> {
                    work(next, count, stop, task);
                    return null;
                }));
            }
            awaitAll(running);
        } finally {
            pool.shutdown();
        }
    }

    private void work(AtomicLong next, long count, AtomicBoolean stop, Task task)
            throws BadInputException, CancelledException, IOException {
        boolean complete = false;
        try {
            while (!stop.get()) {
                cancellation.check();
                long tile = next.getAndIncrement();
                if (tile >= count) {
                    break;
                }
                task.of(tile);
            }
            complete = true;
        } finally {
            if (!complete) {
                stop.set(true);
            }
        }
    }

    private static void awaitAll(List<Future<?>> running) throws BadInputException, CancelledException, IOException {
        Throwable first = null;
        for (Future<?> future : running) {
            try {
                WorkResult.await(future);
            } catch (ExecutionException e) {
                // A cancellation seen by one thread must not hide the failure of another.
                if (first == null || first instanceof CancelledException) {
                    first = e.getCause();
                }
            }
        }
        if (first != null) {
            throw WorkResult.failureOfFiles(first);
        }
    }
}
