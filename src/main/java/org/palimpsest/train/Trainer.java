package org.palimpsest.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.nn.MovingAverage;

/**
 * Trains a network in a folder: {@code training.json}, {@code log.jsonl}, {@code checkpoint.safetensors}, the model folders {@code
 * best_f1} and {@code last}, and pictures.
 *
 * <p>Everything that is drawn depends on the seed and the number of the step, and a checkpoint is written after every epoch and
 * every few minutes. So a training that was killed at any moment and resumed on the processor ends with the weights of one that
 * was not. Runs on the calling thread, one training at a time for each device.
 */
public final class Trainer {
    private static final double SMALLEST_FACTOR = 1.0 / 1024;
    private static final long STEP_EVENT_NANOSECONDS = 500_000_000;

    private final Training training;
    private final Path folder;
    private final TrainResources resources;
    private final Consumer<TrainEvent> events;
    private final TrainControl control;
    private final TrainLog log;
    private final TrainStep step;
    private final EpochEnd epochEnd;
    private final BatchSource batches;
    private final LearningRate rate;
    private final int epochs;
    private TrainState state = new TrainState();

    @SuppressWarnings("NullAway.Init") // Opened when the first step is known.
    private ExperimentLogs logs;

    private long checkpointTime = System.nanoTime();
    private long epochStart = System.nanoTime();
    private long eventTime;
    private long stepsTimed;
    private long timedNanoseconds;

    /** How a training ended. */
    public enum End {
        DONE,
        STOPPED
    }

    private Trainer(
            Training training, Path folder, TrainResources resources, Consumer<TrainEvent> events, TrainControl control)
            throws BadInputException {
        this.training = training;
        this.folder = folder;
        this.resources = resources;
        this.events = events;
        this.control = control;
        log = new TrainLog(folder);
        step = new TrainStep(training);
        epochEnd = new EpochEnd(training, folder, events);
        batches = new BatchSource(training.train, training.cache, training.settings, training.normalisation, 0);
        epochs = training.settings.whole("epochs");
        rate = new LearningRate(training.settings, epochs * batches.stepsPerEpoch(), batches.stepsPerEpoch());
    }

    /**
     * Begins a training in a folder that holds none.
     *
     * @throws BadInputException when the folder holds one already, or data, settings or weights cannot be used
     */
    public static End begin(
            TrainSpec spec, Path folder, TrainResources resources, Consumer<TrainEvent> events, TrainControl control)
            throws BadInputException, IOException {
        if (isIn(folder)) {
            throw new BadInputException(Notice.of(
                    "training.there",
                    "There is a training in {0} already. Add --resume to go on with it, or choose another folder.",
                    folder));
        }
        return run(spec, folder, resources, events, control, true);
    }

    /** Goes on with the training in a folder, with the settings that it began with. */
    public static End resume(Path folder, TrainResources resources, Consumer<TrainEvent> events, TrainControl control)
            throws BadInputException, IOException {
        return run(specOf(folder), folder, resources, events, control, false);
    }

    /** Whether a training was begun in a folder. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(TrainSpecJson.FILE));
    }

    /** What the training in a folder learns and how. */
    public static TrainSpec specOf(Path folder) throws BadInputException, IOException {
        Path file = folder.resolve(TrainSpecJson.FILE);
        if (!Files.exists(file)) {
            throw new BadInputException("There is no training in " + folder + " to go on with.");
        }
        return TrainSpecJson.read(file.toString(), Files.readString(file));
    }

    private static End run(
            TrainSpec spec,
            Path folder,
            TrainResources resources,
            Consumer<TrainEvent> events,
            TrainControl control,
            boolean fresh)
            throws BadInputException, IOException {
        Optional<ProcessHandle> other =
                TrainProcessNote.living(folder).filter(process -> !process.equals(ProcessHandle.current()));
        if (other.isPresent()) {
            throw new BadInputException("The training in " + folder + " is going on already, in process "
                    + other.get().pid() + ". Let it end, or stop it with the word stop in " + folder.resolve("command")
                    + ".");
        }
        TrainControl commanded = new TrainCommandFile(folder).joinedTo(control);
        try (DeviceTurn turn = DeviceTurn.await(resources.turns(), resources.device(), events, commanded.now());
                Training training = new Training(spec, resources)) {
            if (fresh) {
                Files.createDirectories(folder);
                AtomicFile.writeText(folder.resolve(TrainSpecJson.FILE), TrainSpecJson.write(spec));
            }
            TrainProcessNote.write(folder, ProcessHandle.current());
            Trainer trainer = new Trainer(training, folder, resources, events, commanded);
            try (BatchSource source = trainer.batches) {
                return trainer.run();
            }
        } catch (CancelledException e) {
            return stopped(events, TrainNotice.stopped());
        }
    }

    private static End stopped(Consumer<TrainEvent> events, Notice notice) {
        events.accept(new TrainEvent.Finished("stopped", notice));
        return End.STOPPED;
    }

    private Path checkpoint() {
        return folder.resolve(TrainCheckpoint.FILE);
    }

    private End run() throws BadInputException, IOException, CancelledException {
        training.stopLearning();
        if (Files.exists(checkpoint())) {
            restore();
        } else {
            state.parts = training.settings.whole("accumulate");
            save();
        }
        log.keepUntil(state.step);
        logs = ExperimentLogs.open(folder, training.spec, state.epochs, resources.tracking(), events);
        End end = train();
        logs.end(end == End.DONE);
        return end;
    }

    private End train() throws BadInputException, IOException, CancelledException {
        events.accept(new TrainEvent.Started(
                training.spec.network(),
                training.network.state().values().stream()
                        .filter(parameter -> parameter.isTrainable())
                        .mapToLong(parameter -> parameter.shape().size())
                        .sum(),
                epochs,
                state.epochs,
                batches.stepsPerEpoch(),
                resources.device()));
        while (state.epochs < epochs && !outOfPatience()) {
            if (!epoch()) {
                return stopped(events, TrainNotice.stoppedIn(state.epochs + 1));
            }
            if (control.afterEpoch().get() && state.epochs < epochs) {
                return stopped(events, TrainNotice.stoppedAfter(state.epochs));
            }
        }
        events.accept(new TrainEvent.Finished("done", TrainNotice.done(state.bestF1, folder.resolve("best_f1"))));
        return End.DONE;
    }

    private boolean outOfPatience() {
        int patience = training.settings.whole("patience");
        return patience > 0 && state.epochsWithoutBetter >= patience;
    }

    /** Does the rest of the current epoch; false when the training shall stop, with a checkpoint written. */
    private boolean epoch() throws BadInputException, IOException, CancelledException {
        epochStart = System.nanoTime();
        long end = (state.epochs + 1L) * batches.stepsPerEpoch();
        training.startLearning();
        while (state.step < end) {
            if (control.now().requested()) {
                saveIfSound();
                return false;
            }
            if (!oneStep(end)) {
                return true;
            }
            if (System.nanoTime() - checkpointTime > training.settings.real("checkpointMinutes") * 60e9) {
                if (!saveIfSound()) {
                    recover();
                    return true;
                }
                training.startLearning();
            }
        }
        finishEpoch();
        return true;
    }

    /** One step of the weights; false after going back to the last checkpoint. */
    private boolean oneStep(long end) throws BadInputException, IOException {
        long start = System.nanoTime();
        TrainBatch batch = batches.next();
        double loss = gradients(batch);
        if (!Double.isFinite(loss)) {
            recover();
            return false;
        }
        double norm = training.settings.real("clip") > 0 ? training.groups.clip(training.settings.real("clip")) : 0;
        if (!Double.isFinite(norm)) {
            recover();
            return false;
        }
        training.groups.step(rate.at(state.step) * state.rateFactor);
        state.step++;
        state.lossSum += loss;
        state.counts = state.counts.plus(step.counts());
        training.average.ifPresent(average -> MovingAverage.follow(
                average,
                training.network,
                // A young average follows faster, or it would remember the random start.
                Math.min(training.settings.real("average"), (1.0 + state.step) / (10.0 + state.step))));
        tell(loss, batch.pairs(), end, System.nanoTime() - start);
        return true;
    }

    private double gradients(TrainBatch batch) throws BadInputException, IOException {
        int parts = state.parts;
        double loss = BatchParts.compute(
                now -> step.gradients(batch, state.step, now),
                parts,
                batch.pairs(),
                batch.size(),
                now -> state.parts = now);
        if (state.parts != parts) {
            Notice notice = TrainNotice.memory(state.parts);
            log.note("memory", state.step, notice);
            events.accept(new TrainEvent.Warning(notice));
        }
        return loss;
    }

    private void tell(double loss, int images, long end, long nanoseconds) {
        stepsTimed++;
        timedNanoseconds += nanoseconds;
        long now = System.nanoTime();
        if (now - eventTime < STEP_EVENT_NANOSECONDS && state.step != end) {
            return;
        }
        eventTime = now;
        double seconds = timedNanoseconds * 1e-9 / stepsTimed;
        long perEpoch = batches.stepsPerEpoch();
        events.accept(new TrainEvent.Step(
                state.epochs + 1,
                state.step - state.epochs * perEpoch,
                perEpoch,
                loss,
                images / seconds,
                (epochs * perEpoch - state.step) * seconds));
    }

    private void finishEpoch() throws BadInputException, IOException, CancelledException {
        training.stopLearning();
        int epoch = state.epochs + 1;
        Optional<Evaluation> evaluation = Optional.empty();
        if (epoch % training.settings.whole("validateEvery") == 0 || epoch == epochs) {
            evaluation = Optional.of(epochEnd.evaluate(epoch, control.now()));
        }
        if ((evaluation.isPresent() && !evaluation.get().isFinite()) || !isSound()) {
            recover();
            return;
        }
        EpochScores scores = score(epoch, evaluation);
        Optional<Path> picture = epochEnd.save(scores, state.threshold);
        log.epoch(scores);
        logs.epoch(scores, evaluation.map(Evaluation::histogram), picture);
        state.epochs = epoch;
        state.lossSum = 0;
        state.counts = ConfusionCounts.NONE;
        save();
        events.accept(new TrainEvent.Epoch(scores));
    }

    private EpochScores score(int epoch, Optional<Evaluation> evaluation) {
        boolean best = false;
        Optional<EpochScores.Validation> validation = Optional.empty();
        if (evaluation.isPresent()) {
            double fixed = training.settings.real("threshold");
            state.threshold = fixed > 0 ? fixed : evaluation.get().histogram().bestThreshold();
            EpochScores.Validation found = evaluation.get().at(state.threshold);
            validation = Optional.of(found);
            best = found.accuracy().f1() > state.bestF1;
            boolean lower = found.loss().orElse(Double.MAX_VALUE) < state.lowestLoss;
            state.bestF1 = Math.max(state.bestF1, found.accuracy().f1());
            state.lowestLoss = Math.min(state.lowestLoss, found.loss().orElse(Double.MAX_VALUE));
            boolean better = training.settings.text("monitor").equals("loss") ? lower : best;
            state.epochsWithoutBetter =
                    better ? 0 : state.epochsWithoutBetter + training.settings.whole("validateEvery");
            if (lower) {
                epochEnd.markLowestLoss();
            }
        }
        return new EpochScores(
                epoch,
                state.step,
                rate.at(state.step - 1) * state.rateFactor,
                state.lossSum / batches.stepsPerEpoch(),
                Accuracy.of(state.counts),
                validation,
                best,
                (System.nanoTime() - epochStart) * 1e-9);
    }

    private boolean isSound() {
        return training.network.state().values().stream()
                .filter(parameter -> parameter.type().isFloating())
                .allMatch(parameter -> {
                    try (var sum = parameter.array().sum()) {
                        return Float.isFinite(sum.getFloat());
                    }
                });
    }

    private boolean saveIfSound() throws IOException {
        training.stopLearning();
        if (!isSound()) {
            return false;
        }
        save();
        return true;
    }

    private void save() throws IOException {
        TrainCheckpoint.save(checkpoint(), training.network, training.average, training.groups, state);
        checkpointTime = System.nanoTime();
    }

    private void restore() throws IOException, BadInputException {
        training.stopLearning();
        state = TrainCheckpoint.restore(checkpoint(), training.network, training.average, training.groups);
        batches.goTo(state.step);
    }

    /** Goes back to the last checkpoint with half the learning rate, because a number ran out of range. */
    private void recover() throws BadInputException, IOException {
        double factor = state.rateFactor / 2;
        int parts = state.parts;
        long at = state.step;
        if (factor < SMALLEST_FACTOR) {
            throw new BadInputException(Notice.of(
                    "training.noNumber",
                    "The loss is not a number even with the learning rate divided by 1024. Check the"
                            + " images with palimpsest dataset check, or set a lower learningRate or clip=1."));
        }
        restore();
        state.rateFactor = factor;
        state.parts = parts;
        Notice notice = TrainNotice.recovered(at, state.step, factor);
        log.keepUntil(state.step);
        log.note("recovered", state.step, notice);
        save();
        events.accept(new TrainEvent.Warning(notice));
    }
}
