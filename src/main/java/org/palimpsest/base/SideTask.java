package org.palimpsest.base;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A piece of work that goes on beside the caller's own, whose result or failure comes when the caller asks for it.
 *
 * <p>Closing waits until the work has ended, so that nothing it uses is closed under it. Belongs to the thread that made it.
 *
 * @param <T> what the work makes
 */
public final class SideTask<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final boolean beside;

    private SideTask(Work<T> work, boolean beside) {
        this.task = new FutureTask<>(work::make);
        this.beside = beside;
    }

    /** Makes a result. */
    @FunctionalInterface
    public interface Work<T> {
        T make() throws BadInputException, CancelledException, IOException;
    }

    /**
     * Begins a piece of work.
     *
     * @param name of its thread
     * @param beside whether it has a thread of its own; if not, it is done when its result is asked for, and not at all
     *     where nobody asks
     */
    public static <T> SideTask<T> begin(String name, boolean beside, Work<T> work) {
        SideTask<T> side = new SideTask<>(work, beside);
        if (beside) {
            Thread thread = new Thread(side.task, name);
            thread.setDaemon(true);
            thread.start();
        }
        return side;
    }

    /** The result, waited for; what the work threw is thrown here. */
    public T result() throws BadInputException, CancelledException, IOException {
        if (!beside) {
            task.run();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // Leaving now would close files under the work.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asItWas(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IllegalStateException asItWas(ExecutionException failure)
            throws BadInputException, CancelledException, IOException {
        Throwable cause = failure.getCause();
        if (cause instanceof BadInputException problem) {
            throw problem;
        }
        if (cause instanceof CancelledException end) {
            throw end;
        }
        if (cause instanceof IOException problem) {
            throw problem;
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        if (cause instanceof Error fault) {
            throw fault;
        }
        return new IllegalStateException("A part of the work failed.", cause);
    }

    /** Waits until the work has ended, whatever came of it. */
    @Override
    public void close() {
        if (beside) {
            try {
                result();
            } catch (BadInputException | CancelledException | IOException | RuntimeException e) {
                // Told to whoever asked for the result; who did not ask has a failure of their own to tell.
            }
        }
    }
}
