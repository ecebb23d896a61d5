package org.palimpsest.run;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Crs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker process: executes run documents, so that a crash in native code costs a run and never the window.
 *
 * <p>Requests come as lines of JSON on standard input, events go as lines of JSON to standard output ({@code
 * docs/worker-protocol.md}). Runs are executed one after the other; the worker stays warm between them and ends when it is told
 * to or when standard input ends, because then nobody listens any more. Whatever else is printed in this process goes to
 * standard error.
 */
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private final RunExecutor executor;
    private final OutputStream events;
    private final Map<String, Cancellation.Flag> runs = new ConcurrentHashMap<>();
    private final ExecutorService queue = Executors.newSingleThreadExecutor(work -> new Thread(work, "run"));

    WorkerMain(RunExecutor executor, OutputStream events) {
        this.executor = executor;
        this.events = events;
    }

    public static void main(String[] arguments) throws IOException {
        keepStandardOutputForEvents();
        // A worker is started because a run is wanted.
        Crs.warmUpIfUnpacked();
        new WorkerMain(new PairRunExecutor(), new FileOutputStream(FileDescriptor.out)).serve(System.in);
        System.exit(0);
    }

    /** Sends whatever a library prints to standard error, so that it cannot mix with the protocol. */
    static void keepStandardOutputForEvents() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** Reads requests until there are no more, then cancels what is left and waits for its end. */
    void serve(InputStream requests) throws IOException {
        send(WorkerMessages.readyLine());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8))) {
            boolean going = true;
            while (going) {
                String line = reader.readLine();
                going = line != null && (line.isBlank() || obey(line));
            }
        } finally {
            runs.values().forEach(Cancellation.Flag::request);
            queue.shutdown();
            awaitEnd();
        }
    }

    private boolean obey(String line) {
        try {
            WorkerMessages.Command command = WorkerMessages.command(line);
            if (command instanceof WorkerMessages.Command.Run run) {
                begin(run);
            } else if (command instanceof WorkerMessages.Command.Cancel cancel) {
                Cancellation.Flag flag = runs.get(cancel.id());
                if (flag != null) {
                    flag.request();
                }
            } else if (command instanceof WorkerMessages.Command.Enough enough) {
                Cancellation.Flag flag = runs.get(enough.id());
                if (flag != null) {
                    flag.requestEnough();
                }
            } else {
                return false;
            }
        } catch (BadInputException e) {
            LOG.error("A request is not understood: {}", e.getMessage());
            String id = WorkerMessages.idOf(line);
            report(
                    id,
                    new RunEvent.Finished(new Outcome.Failed(
                            e.notice(), Notice.of("worker.document", "Correct the run document."), false)));
        }
        return true;
    }

    private void begin(WorkerMessages.Command.Run run) {
        Cancellation.Flag flag = new Cancellation.Flag();
        runs.put(run.id(), flag);
        queue.execute(() -> {
            try {
                if (flag.requested()) {
                    report(run.id(), new RunEvent.Finished(new Outcome.Cancelled(0)));
                } else {
                    executor.execute(run.request(), event -> report(run.id(), event), flag);
                }
            } finally {
                runs.remove(run.id());
            }
        });
    }

    private void report(String id, RunEvent event) {
        try {
            send(WorkerMessages.line(new WorkerMessages.Event(id, event)));
        } catch (IOException e) {
            // The desktop is gone; end of input, which follows, ends the worker.
            LOG.warn("An event could not be sent", e);
        }
    }

    private synchronized void send(String line) throws IOException {
        events.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        events.flush();
    }

    private void awaitEnd() {
        try {
            while (!queue.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.info("Waiting for the tiles in flight before the worker ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
