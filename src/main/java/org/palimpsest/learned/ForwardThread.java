package org.palimpsest.learned;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WorkResult;
import org.palimpsest.nn.LibTorch;

/**
 * The one thread on which a network computes, while other threads read and prepare its next windows.
 *
 * <p>libtorch keeps worker threads and scratch memory for every thread that calls it, so calls from many threads would cost
 * many times the memory and let the workers compete for the cores.
 */
public final class ForwardThread implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread forward = new Thread(work, "network");
        forward.setDaemon(true);
        return forward;
    });

    /** @param threads how many threads one operation may use on the processor */
    public ForwardThread(int threads) {
        // The number of threads belongs to the calling thread in OpenMP, so it is set on that thread.
        thread.execute(() -> LibTorch.useThreads(threads));
    }

    /**
     * Does the work after everything that came before it and returns its result. An interrupt does not end the wait.
     */
    public <T> T call(Callable<T> work) throws BadInputException {
        try {
            return WorkResult.await(thread.submit(work));
        } catch (ExecutionException e) {
            throw WorkResult.failure(e.getCause());
        }
    }

    /** Ends the thread once what was handed to it is done. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
