package org.palimpsest.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunRequest;

class RunsViewModelTest {
    private static final RunSpec SPEC = RunSpec.of("before.tif", "after it.tif", "cva", Path.of("out"));

    private final List<RunRequest> requests = new ArrayList<>();
    private final List<Consumer<RunEvent>> listeners = new ArrayList<>();
    private int cancels;
    private int enoughs;
    private final RunsViewModel runs = new RunsViewModel(
            (request, listener) -> {
                requests.add(request);
                listeners.add(listener);
                return new RunControl() {
                    @Override
                    public void cancel() {
                        cancels++;
                    }

                    @Override
                    public void enough() {
                        enoughs++;
                    }
                };
            },
            Runnable::run);

    @Test
    void run_showsStageTilesSpeedAndTimeLeft_andThenItsProducts() {
        RunViewModel run = runs.start("CVA", SPEC);
        Consumer<RunEvent> worker = listeners.get(0);
        assertEquals(RunState.QUEUED, run.state());

        worker.accept(new RunEvent.Stage("detect", 676));
        worker.accept(new RunEvent.Step("detect", 412, 676, 8.3, 72));
        assertEquals(RunState.RUNNING, run.state());
        assertEquals(412.0 / 676, run.progress());
        assertTrue(RunText.line(run).contains("412"), RunText.line(run));
        assertTrue(RunText.line(run).contains("1:12"), RunText.line(run));

        worker.accept(new RunEvent.Product("mask", Path.of("out/mask.tif")));
        worker.accept(new RunEvent.Finished(new Outcome.Done(List.of(), List.of())));
        assertEquals(RunState.DONE, run.state());
        assertEquals(1, run.products().size());
        assertFalse(runs.isBusy());
    }

    @Test
    void cancel_asksTheWorker_andResumeGoesOnInTheSameFolder() {
        RunViewModel run = runs.start("CVA", SPEC);
        run.cancel();
        run.cancel();
        assertEquals(1, cancels);
        assertEquals(RunState.CANCELLING, run.state());
        listeners.get(0).accept(new RunEvent.Finished(new Outcome.Cancelled(12)));
        assertEquals(RunState.CANCELLED, run.state());
        assertTrue(RunText.line(run).contains("12"));

        runs.resume(run);
        assertTrue(requests.get(1).resume());
        assertEquals(SPEC, requests.get(1).spec());
        assertEquals(1, runs.list().size(), "the run that goes on takes the place of the ended one");
        assertEquals(run.number(), runs.list().get(0).number());
        assertTrue(runs.list().get(0).isResumed());
    }

    @Test
    void training_saysHowItStands_andCanBeEndedEarly() {
        RunViewModel run = runs.start("MaskUCD", SPEC);
        Consumer<RunEvent> worker = listeners.get(0);
        worker.accept(new RunEvent.Stage("train", 150));
        worker.accept(new RunEvent.Note("loss 1.234, mask 5.6 %"));
        worker.accept(new RunEvent.Step("train", 57, 150, Double.NaN, 30));
        assertTrue(run.isTraining());
        assertTrue(RunText.line(run).endsWith("loss 1.234, mask 5.6 %"), RunText.line(run));
        run.enough();
        assertEquals(1, enoughs);
        assertEquals(0, cancels);
        worker.accept(new RunEvent.Stage("detect", 4));
        assertFalse(run.isTraining());
    }

    @Test
    void end_saysEveryWarning() {
        RunViewModel run = runs.start("CVA", SPEC);
        listeners
                .get(0)
                .accept(new RunEvent.Finished(new Outcome.Done(
                        List.of(),
                        List.of(Notice.plain("The dates lie 1 px off."), Notice.plain("The threshold was raised.")))));
        assertTrue(RunText.line(run).endsWith("The dates lie 1 px off. The threshold was raised."), RunText.line(run));
    }

    @Test
    void endOfARunWithAMask_saysHowMuchWasNotSeen() {
        RunSpec masked = SPEC.withInputs(SPEC.before().withMask(Optional.of("scl.tif:values=3")), SPEC.after());
        for (RunSpec spec : List.of(SPEC, masked)) {
            RunViewModel run = runs.start("CVA", spec);
            Consumer<RunEvent> worker = listeners.get(listeners.size() - 1);
            worker.accept(new RunEvent.Observed(900, 100, 2_500_000));
            worker.accept(new RunEvent.Finished(new Outcome.Done(List.of(), List.of())));
            String line = RunText.line(run);
            assertEquals(spec == masked, line.contains("10.00 %") && line.contains("2.5"), line);
        }
    }

    @Test
    void failure_saysWhatHappenedAndWhatToDo() {
        RunViewModel run = runs.start("CVA", SPEC);
        listeners
                .get(0)
                .accept(new RunEvent.Finished(new Outcome.Failed(
                        Notice.plain("The disk is full."), Notice.plain("Free some space."), false)));
        assertEquals("The disk is full. Free some space.", RunText.line(run));
    }

    @Test
    void command_quotesWhatAShellWouldSplit() {
        String command = CommandText.of(SPEC);
        assertTrue(command.startsWith("palimpsest detect before.tif 'after it.tif' -d cva -o out"), command);
    }
}
