package org.palimpsest.base;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A flag by which a user ends a task early; tasks look at it between tiles.
 *
 * <p>A flag and never a thread interrupt, because an interrupt closes the file channel that a thread is using and would
 * ruin the file. Safe for use from many threads.
 */
@FunctionalInterface
public interface Cancellation {
    /** A cancellation that never comes. */
    Cancellation NEVER = () -> false;

    /** Tells whether the task shall end as soon as it can. */
    boolean requested();

    /**
     * Tells whether the task shall stop improving its result and go on with what it has; a task that has nothing to improve
     * passes over it.
     */
    default boolean enough() {
        return false;
    }

    /** Ends the calling task if the user asked for it. */
    default void check() throws CancelledException {
        if (requested()) {
            throw new CancelledException("Cancelled by the user.");
        }
    }

    /** A cancellation that a user interface or a signal handler sets. */
    final class Flag implements Cancellation {
        private final AtomicBoolean flag = new AtomicBoolean();
        private final AtomicBoolean enough = new AtomicBoolean();

        /** Asks the task to end; asking twice changes nothing. */
        public void request() {
            flag.set(true);
        }

        /** Asks the task to go on with the result that it has; asking twice changes nothing. */
        public void requestEnough() {
            enough.set(true);
        }

        @Override
        public boolean enough() {
            return enough.get();
        }

        @Override
        public boolean requested() {
            return flag.get();
        }
    }
}
