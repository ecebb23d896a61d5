package org.palimpsest.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A run that a worker was asked for; safe from many threads. */
public final class WorkerRun {
    private final String id;
    private final RunRequest request;
    private final Consumer<RunEvent> listener;
    private final Runnable cancel;
    private final Runnable enough;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    WorkerRun(String id, RunRequest request, Consumer<RunEvent> listener, Runnable cancel, Runnable enough) {
        this.id = id;
        this.request = request;
        this.listener = listener;
        this.cancel = cancel;
        this.enough = enough;
    }

    String id() {
        return id;
    }

    /** What was asked for. */
    public RunRequest request() {
        return request;
    }

    /** Asks the worker to end the run after the tiles in flight; asking again, or after its end, changes nothing. */
    public void cancel() {
        if (!outcome.isDone()) {
            cancel.run();
        }
    }

    /** Asks the worker to train no further and to go on with the result that there is; passed over by runs that do not train. */
    public void enough() {
        if (!outcome.isDone()) {
            enough.run();
        }
    }

    /** Completes with the run's end, never exceptionally. */
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Passes an event on; the first {@link RunEvent.Finished} ends the run, whatever comes later is dropped. */
    void hear(RunEvent event) {
        synchronized (this) {
            if (outcome.isDone()) {
                return;
            }
            listener.accept(event);
            if (!(event instanceof RunEvent.Finished)) {
                return;
            }
        }
        outcome.complete(((RunEvent.Finished) event).outcome());
    }
}
