package org.palimpsest.app.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunRequest;

/** All runs of this session, the newest first, executed one after the other by the worker. */
public final class RunsViewModel {
    private final RunWorker worker;
    private final Executor window;
    private final ObservableList<RunViewModel> runs = FXCollections.observableArrayList();
    private BiConsumer<RunViewModel, RunEvent> onEvent = (run, event) -> {};
    private Consumer<RunViewModel> onEnd = run -> {};
    private Runnable onStart = () -> {};
    private int count;

    /** @param window the window's thread */
    public RunsViewModel(RunWorker worker, Executor window) {
        this.worker = worker;
        this.window = window;
    }

    /** The newest first. */
    public ObservableList<RunViewModel> list() {
        return runs;
    }

    /** Who is told of every event, on the window's thread. */
    public void setOnEvent(BiConsumer<RunViewModel, RunEvent> listener) {
        onEvent = listener;
    }

    /** Who is told, on the window's thread, that a run has ended. */
    public void setOnEnd(Consumer<RunViewModel> listener) {
        onEnd = listener;
    }

    /** What is done before any run starts. */
    public void setOnStart(Runnable action) {
        onStart = action;
    }

    /** Tells whether some run has not ended. */
    public boolean isBusy() {
        return runs.stream().anyMatch(run -> !run.state().isEnded());
    }

    /** Puts a run at the end of the queue. */
    public RunViewModel start(String title, RunSpec spec) {
        return start(++count, title, spec, false);
    }

    /** Goes on with a run that was cancelled or failed, from its finished tiles; it takes the ended one's place. */
    public RunViewModel resume(RunViewModel ended) {
        forget(ended);
        return start(ended.number(), ended.title(), ended.spec(), true);
    }

    /** Lists a run of an earlier session as it ended. */
    public void recall(String title, RunSpec spec, List<RunEvent.Product> products, Outcome outcome) {
        RunViewModel run = new RunViewModel(++count, title, spec);
        products.forEach(run::hear);
        run.end(outcome);
        runs.add(0, run);
    }

    /** Takes an ended run out of the list; its files stay. */
    public void forget(RunViewModel run) {
        if (run.state().isEnded()) {
            runs.remove(run);
        }
    }

    private RunViewModel start(int number, String title, RunSpec spec, boolean resume) {
        onStart.run();
        RunViewModel run = new RunViewModel(number, title, spec);
        run.setResumed(resume);
        runs.add(0, run);
        run.setControl(worker.start(new RunRequest(spec, resume), new Deliveries(run)::add));
        return run;
    }

    /**
     * Brings events to the window's thread in order, many at a time: a fast run reports more often than a window can
     * draw.
     */
    private final class Deliveries {
        private final RunViewModel run;
        private final Deque<RunEvent> waiting = new ArrayDeque<>();
        private boolean scheduled;

        Deliveries(RunViewModel run) {
            this.run = run;
        }

        void add(RunEvent event) {
            synchronized (waiting) {
                if (event instanceof RunEvent.Step && waiting.peekLast() instanceof RunEvent.Step) {
                    waiting.removeLast();
                }
                waiting.addLast(event);
                if (scheduled) {
                    return;
                }
                scheduled = true;
            }
            window.execute(this::deliver);
        }

        void deliver() {
            while (true) {
                RunEvent event;
                synchronized (waiting) {
                    event = waiting.pollFirst();
                    if (event == null) {
                        scheduled = false;
                        return;
                    }
                }
                run.hear(event);
                onEvent.accept(run, event);
                if (event instanceof RunEvent.Finished) {
                    onEnd.accept(run);
                }
            }
        }
    }
}
