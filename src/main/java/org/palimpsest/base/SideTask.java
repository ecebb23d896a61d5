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
        try {
            return WorkResult.await(task);
        } catch (ExecutionException e) {
            throw WorkResult.failureOfFiles(e.getCause());
        }
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
