package org.palimpsest.detect.classical;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.WorkResult;

/**
 * Runs numbered tasks on several threads and hands over their results one by one in the order of the numbers, so that sums of
 * floating-point numbers come out the same to the last bit for any number of threads.
 */
public final class OrderedTasks {
    private OrderedTasks() {}

    /** Makes the result of one task; called from several threads at once. */
    @FunctionalInterface
    public interface Work<T> {
        T of(int task) throws BadInputException;
    }

    /** Takes the results in order; called from the thread that started the run. */
    @FunctionalInterface
    public interface Merge<T> {
        void add(T result) throws BadInputException;
    }

    /**
     * Runs tasks 0 to {@code count} - 1; at most one more result than there are threads waits for its turn.
     *
     * @throws CancelledException when the user ended the run; looked at before each task
     */
    static <T> void run(int count, int threads, Cancellation cancellation, Work<T> work, Merge<T> merge)
            throws BadInputException, CancelledException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, count)), task -> {
            Thread thread = new Thread(task, "fit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Future<T>> ahead = new ArrayDeque<>();
            int next = 0;
            for (int done = 0; done < count; done++) {
                cancellation.check();
                while (next < count && ahead.size() <= threads) {
                    int task = next++;
                    ahead.add(pool.submit(() -> work.of(task)));
                }
                merge.add(result(ahead.remove()));
            }
        } finally {
            // Tasks that run on after a failure end by themselves; an interrupt could close a file under them.
            pool.shutdown();
        }
    }

    private static <T> T result(Future<T> future) throws BadInputException {
        try {
            return WorkResult.await(future);
        } catch (ExecutionException e) {
            throw WorkResult.failure(e.getCause());
        }
    }
}
