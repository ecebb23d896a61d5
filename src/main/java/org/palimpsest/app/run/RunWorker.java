package org.palimpsest.app.run;

import java.util.function.Consumer;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunRequest;

/** Who executes runs for the window: a worker process, or in tests anything. */
@FunctionalInterface
public interface RunWorker {
    /**
     * Asks for a run and returns at once.
     *
     * @param listener hears the run's events on any thread, the last being {@link RunEvent.Finished}
     * @return what can be asked of the run
     */
    RunControl start(RunRequest request, Consumer<RunEvent> listener);
}
