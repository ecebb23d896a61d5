package org.palimpsest.app.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import org.palimpsest.base.BadInputException;

/** Drives the window from another thread, for pictures of it and for measurements. */
final class WindowDriver {
    private static final long PATIENCE_MILLISECONDS = 180_000;
    private static final long LOOK_MILLISECONDS = 20;

    private WindowDriver() {}

    /** Does something on the window's thread and waits for it. */
    static void act(Runnable action) {
        ask(() -> {
            action.run();
            return true;
        });
    }

    /** Asks the window's thread for something. */
    static <T> T ask(Callable<T> question) {
        FutureTask<T> task = new FutureTask<>(question);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the window was being driven.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The window could not do what it was told.", e.getCause());
        }
    }

    /**
     * Waits until something is true on the window's thread.
     *
     * @throws BadInputException when it does not become true in three minutes
     */
    static void await(String what, BooleanSupplier condition) throws BadInputException {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (!ask(condition::getAsBoolean)) {
            if (System.currentTimeMillis() > end) {
                throw new BadInputException("The window did not come so far: " + what + ". Its log may say why.");
            }
            pause(LOOK_MILLISECONDS);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
