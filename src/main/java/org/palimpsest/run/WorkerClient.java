package org.palimpsest.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desktop's end of the worker process: starts it when the first run is asked for, keeps it warm, listens, and notices its
 * death.
 *
 * <p>If the worker dies, every run it had ends as {@link Outcome.Failed} with advice to resume, and the next run starts a new
 * worker. Runs that are asked for while one is going on wait in the worker. Safe from many threads; no method waits for the
 * worker except {@link #close}.
 */
public final class WorkerClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerClient.class);
    private static final int KEPT_ERROR_LINES = 40;
    private static final long PATIENCE_SECONDS = 30;

    private final String mainClass;
    private final AtomicLong lastId = new AtomicLong();
    private @Nullable Worker worker;
    private boolean closed;

    /** A client whose worker is this installation's own. */
    public WorkerClient() {
        this(WorkerMain.class.getName());
    }

    WorkerClient(String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * Asks for a run; returns at once.
     *
     * @param listener hears the run's events, the last being {@link RunEvent.Finished}; called from a thread of the client
     */
    public synchronized WorkerRun start(RunRequest request, Consumer<RunEvent> listener) {
        String id = Long.toString(lastId.incrementAndGet());
        WorkerRun run = new WorkerRun(
                id,
                request,
                listener,
                () -> send(new WorkerMessages.Command.Cancel(id)),
                () -> send(new WorkerMessages.Command.Enough(id)));
        if (closed) {
            run.hear(failed(
                    Notice.of("worker.closing", "The program is closing."),
                    Notice.of("worker.closing.do", "Start the run again later."),
                    false));
            return run;
        }
        try {
            workerFor(request.spec().resources().memoryBytes()).begin(run);
        } catch (IOException e) {
            LOG.error("The worker process could not be started", e);
            run.hear(failed(
                    Notice.of(
                            "worker.start",
                            "The worker process could not be started: {0}.",
                            String.valueOf(e.getMessage())),
                    Notice.of(
                            "worker.start.do",
                            "Check that the installation is complete and that memory is free, then run again."),
                    true));
        }
        return run;
    }

    /** Starts the worker before the first run, so that the run does not wait for it. */
    public synchronized void warmUp(long memoryBytes) {
        try {
            if (!closed) {
                workerFor(memoryBytes);
            }
        } catch (IOException e) {
            LOG.warn("The worker process could not be started early", e);
        }
    }

    /** The process id of the living worker, or -1. */
    public synchronized long processId() {
        return worker != null && worker.isAlive() ? worker.process.pid() : -1;
    }

    private Worker workerFor(long memoryBytes) throws IOException {
        Worker current = worker;
        boolean tooSmall = current != null && current.memoryBytes < memoryBytes && current.runs.isEmpty();
        if (current != null && current.isAlive() && !tooSmall) {
            return current;
        }
        if (current != null) {
            current.quit();
        }
        Worker fresh = new Worker(new WorkerLauncher(mainClass, memoryBytes).start(), memoryBytes);
        worker = fresh;
        fresh.listen();
        return fresh;
    }

    private synchronized void send(WorkerMessages.Command command) {
        if (worker != null) {
            worker.trySend(command);
        }
    }

    /** Cancels what is running, gives the worker time to keep its finished tiles, and ends it. */
    @Override
    public void close() {
        Worker last;
        synchronized (this) {
            closed = true;
            last = worker;
            worker = null;
        }
        if (last != null) {
            last.quit();
            last.awaitEnd();
        }
    }

    private static RunEvent failed(Notice whatHappened, Notice whatToDo, boolean fault) {
        return new RunEvent.Finished(new Outcome.Failed(whatHappened, whatToDo, fault));
    }

    /** One process. */
    private static final class Worker {
        private final Process process;
        private final long memoryBytes;
        private final OutputStream requests;
        private final Map<String, WorkerRun> runs = new ConcurrentHashMap<>();
        private final Deque<String> errorLines = new ArrayDeque<>();
        private volatile boolean asked;

        Worker(Process process, long memoryBytes) {
            this.process = process;
            this.memoryBytes = memoryBytes;
            this.requests = process.getOutputStream();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void listen() {
            daemon("worker-errors", () -> readLines(process.getErrorStream(), this::keepErrorLine));
            daemon("worker-events", () -> {
                readLines(process.getInputStream(), this::hear);
                reportDeath();
            });
        }

        private static void daemon(String name, Runnable work) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.start();
        }

        private static void readLines(InputStream stream, Consumer<String> line) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    line.accept(text);
                }
            } catch (IOException e) {
                LOG.debug("The worker's stream ended", e);
            }
        }

        private void keepErrorLine(String line) {
            if (line.startsWith("WARNING: Using incubator modules")) {
                return;
            }
            LOG.debug("worker: {}", line);
            synchronized (errorLines) {
                errorLines.addLast(line);
                if (errorLines.size() > KEPT_ERROR_LINES) {
                    errorLines.removeFirst();
                }
            }
        }

        private void hear(String line) {
            try {
                if (line.isBlank() || !line.startsWith("{") || WorkerMessages.isReady(line)) {
                    return;
                }
                WorkerMessages.Event event = WorkerMessages.event(line);
                WorkerRun run = runs.get(event.id());
                if (run != null) {
                    if (event.event() instanceof RunEvent.Finished) {
                        runs.remove(event.id());
                    }
                    run.hear(event.event());
                }
            } catch (BadInputException | RuntimeException e) {
                LOG.error("A line of the worker was not understood: {}", line, e);
            }
        }

        void begin(WorkerRun run) throws IOException {
            runs.put(run.id(), run);
            try {
                send(new WorkerMessages.Command.Run(run.id(), run.request()));
            } catch (IOException e) {
                runs.remove(run.id());
                throw e;
            }
            if (!process.isAlive()) {
                reportDeath();
            }
        }

        void trySend(WorkerMessages.Command command) {
            try {
                send(command);
            } catch (IOException e) {
                LOG.debug("The worker is gone; its death is reported by the listener", e);
            }
        }

        private synchronized void send(WorkerMessages.Command command) throws IOException {
            requests.write((WorkerMessages.line(command) + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
        }

        void quit() {
            asked = true;
            trySend(new WorkerMessages.Command.Quit());
        }

        void awaitEnd() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }

        private void reportDeath() {
            int code = exitCode();
            for (WorkerRun run : List.copyOf(runs.values())) {
                runs.remove(run.id());
                run.hear(asked ? new RunEvent.Finished(new Outcome.Cancelled(0)) : death(code, run.request()));
            }
        }

        private RunEvent death(int code, RunRequest request) {
            synchronized (errorLines) {
                LOG.error("The worker ended with code {}. Its last words: {}", code, String.join("\n", errorLines));
            }
            Path folder = request.spec().output().directory();
            return switch (code) {
                case WorkerLauncher.OUT_OF_MEMORY_EXIT ->
                    failed(
                            Notice.of(
                                    "worker.memory",
                                    "The worker process ran out of its memory budget; the finished tiles of this run"
                                            + " are kept in {0}.",
                                    folder),
                            Notice.of(
                                    "worker.memory.do",
                                    "Resume the run with more memory or fewer threads: it goes on from the last"
                                            + " finished tile."),
                            true);
                case 137 ->
                    died(Notice.of(
                            "worker.killed",
                            "The worker process was killed by the system or a user, often because memory ran out; the"
                                    + " finished tiles of this run are kept in {0}.",
                            folder));
                case 134, 139 ->
                    died(Notice.of(
                            "worker.crashed",
                            "The worker process crashed in native code; the finished tiles of this run are kept in {0}.",
                            folder));
                default ->
                    died(Notice.of(
                            "worker.ended",
                            "The worker process ended unexpectedly (exit code {0}); the finished tiles of this run are"
                                    + " kept in {1}.",
                            code,
                            folder));
            };
        }

        private static RunEvent died(Notice whatHappened) {
            return failed(
                    whatHappened,
                    Notice.of("worker.resume", "Resume the run: it goes on from the last finished tile."),
                    true);
        }

        private int exitCode() {
            try {
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }
}
