package org.palimpsest.run;

import java.util.function.Consumer;
import org.palimpsest.base.Cancellation;

/** Executes run documents; the shell's does it in its own process, the desktop's in a worker. */
@FunctionalInterface
public interface RunExecutor {
    /**
     * Executes one run and returns when it has ended, however it ended.
     *
     * <p>Bad input, cancellation and faults are outcomes and never exceptions.
     *
     * @param events hears everything that happens, the last being {@link RunEvent.Finished}; called from several threads, one
     *     at a time
     */
    Outcome execute(RunRequest request, Consumer<RunEvent> events, Cancellation cancellation);
}
