package org.palimpsest.run;

import java.io.IOException;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.detect.DetectorRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes run documents in this process: every ending of a {@link PairRun} becomes an {@link Outcome}. */
public final class PairRunExecutor implements RunExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(PairRunExecutor.class);
    private static final Notice NOTHING = Notice.plain("");
    private static final Notice RESUME = Notice.of("run.resume", "The finished tiles are kept: resume the run.");

    private final DetectorRegistry registry;

    /** An executor that knows every detector of the installation. */
    public PairRunExecutor() {
        this(DetectorRegistry.load());
    }

    /** An executor that knows the given detectors. */
    public PairRunExecutor(DetectorRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Outcome execute(RunRequest request, Consumer<RunEvent> events, Cancellation cancellation) {
        Consumer<RunEvent> oneAtATime = event -> {
            synchronized (request) {
                events.accept(event);
            }
        };
        PairRun run = new PairRun(request, registry, oneAtATime, cancellation);
        Outcome outcome = outcome(run, request);
        oneAtATime.accept(new RunEvent.Finished(outcome));
        return outcome;
    }

    private static Outcome outcome(PairRun run, RunRequest request) {
        try {
            return run.execute();
        } catch (CancelledException e) {
            return new Outcome.Cancelled(run.tilesKept());
        } catch (BadInputException e) {
            return new Outcome.Failed(e.notice(), run.tilesKept() > 0 ? RESUME : NOTHING, false);
        } catch (IOException e) {
            LOG.warn("A run failed in {}", request.spec().output().directory(), e);
            BadInputException told =
                    WriteFailure.of(request.spec().output().directory().resolve(RunFolder.WORK_FOLDER), e);
            return new Outcome.Failed(told.notice(), run.tilesKept() > 0 ? RESUME : NOTHING, false);
        } catch (OutOfMemoryError e) {
            LOG.error("A run needed more memory than there is", e);
            return new Outcome.Failed(
                    Notice.of(
                            "run.memory",
                            "The run needed more memory than Java may use ({0} MB).",
                            Runtime.getRuntime().maxMemory() >> 20),
                    Notice.of(
                            "run.memory.do",
                            "Give more memory or fewer threads and resume the run; the finished tiles are kept."),
                    false);
        } catch (RuntimeException | Error e) {
            LOG.error("A run failed through a fault of Palimpsest", e);
            return new Outcome.Failed(
                    Notice.of("run.fault", "A fault in Palimpsest ended the run: {0}.", e),
                    run.tilesKept() > 0
                            ? Notice.of(
                                    "run.fault.resume",
                                    "Please report it with the log. The finished tiles are kept: resume the run.")
                            : Notice.of("run.fault.do", "Please report it with the log."),
                    true);
        }
    }
}
