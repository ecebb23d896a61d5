package org.palimpsest.base;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What comes of work on another thread: waited for to its end, and thrown here as it was thrown there. */
public final class WorkResult {
    private WorkResult() {}

    /**
     * The result. An interrupt does not end the wait, because leaving early would close files or free memory under the work; it
     * is kept for whoever looks next.
     *
     * @throws ExecutionException when the work failed; its cause says why
     */
    public static <T> T await(Future<T> work) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Throws the failure of work that reads data; what such work does not declare comes back as a fault to throw. */
    public static IllegalStateException failure(@Nullable Throwable cause) throws BadInputException {
        if (cause instanceof BadInputException problem) {
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

    /** Throws the failure of work that writes files too and can be cancelled. */
    public static IllegalStateException failureOfFiles(@Nullable Throwable cause)
            throws BadInputException, CancelledException, IOException {
        if (cause instanceof CancelledException end) {
            throw end;
        }
        if (cause instanceof IOException problem) {
            throw problem;
        }
        return failure(cause);
    }
}
