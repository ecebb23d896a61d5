package org.palimpsest.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;

/** Trainings are followed by what they write, so that they outlive the window. */
class TrainingsViewModelTest {
    private static final TrainingOrder.Resources RESOURCES = new TrainingOrder.Resources("cpu", 2, 1L << 30);
    private static final String STARTED =
            "{\"event\":\"started\",\"network\":\"tinycd\",\"weights\":9,\"epochs\":4,\"epochsDone\":%d,\"stepsPerEpoch\":10,\"device\":\"cpu\"}";

    @TempDir
    private Path folder;

    private final WrittenTraining process = new WrittenTraining();
    private final List<Path> models = new ArrayList<>();
    private final List<TrainingViewModel> ended = new ArrayList<>();
    private TrainingsViewModel trainings;
    private Path run;

    @BeforeEach
    void window() {
        Text.use(Locale.ENGLISH);
        run = folder.resolve("first");
        trainings = window(process);
    }

    private TrainingsViewModel window(TrainingProcess running) {
        TrainingsViewModel opened =
                new TrainingsViewModel(running, Background.inCallingThread(), folder.resolve("trainings.txt"));
        opened.setOnModel((training, model) -> models.add(model));
        opened.setOnEnd(ended::add);
        opened.restore();
        return opened;
    }

    private TrainingViewModel start() {
        return trainings.start(new TrainingOrder(
                "data", "tinycd", "tinycd", Map.of("epochs", "4"), "", "", false, "", run, RESOURCES));
    }

    @Test
    void whatTheTrainingWrites_isShown_andItsBestModelIsToldAtOnce() throws Exception {
        TrainingViewModel training = start();
        assertEquals(TrainingState.WAITING, training.state());
        WrittenTraining.event(run, "{\"event\":\"warning\",\"message\":\"Another training uses cpu.\"}");
        trainings.look();
        assertEquals(TrainingState.WAITING, training.state());
        assertEquals("Another training uses cpu.", TrainingText.line(training));
        WrittenTraining.event(run, String.format(Locale.ROOT, STARTED, 0));
        WrittenTraining.event(
                run,
                "{\"event\":\"step\",\"epoch\":1,\"step\":5,\"steps\":10,\"loss\":0.7,\"imagesPerSecond\":3,\"secondsLeft\":70}");
        trainings.look();
        assertEquals(TrainingState.RUNNING, training.state());
        assertEquals(0.125, training.progress(), 1e-9);
        assertEquals("Epoch 1 of 4   step 5/10   loss 0.7000   3.0 images/s   1:10 left", TrainingText.line(training));
        WrittenTraining.epoch(run, 1, 0.31);
        WrittenTraining.event(
                run, "{\"event\":\"product\",\"kind\":\"best_f1\",\"file\":\"" + run.resolve("best_f1") + "\"}");
        trainings.look();
        assertEquals(List.of(run.resolve("best_f1")), models);
        assertEquals(0.31, training.points().get(0).at(Curve.VALIDATION_F1).orElseThrow(), 1e-9);
        assertEquals(0.5, training.points().get(0).at(Curve.TRAIN_LOSS).orElseThrow(), 1e-9);
        WrittenTraining.event(
                run, "{\"event\":\"finished\",\"outcome\":\"done\",\"message\":\"Best validation F1 0.31.\"}");
        trainings.look();
        assertEquals(TrainingState.DONE, training.state());
        assertEquals(List.of(training), ended);
        assertFalse(trainings.isBusy());
    }

    @Test
    void halvedRateAndHalvedBatch_areAmongTheMessages_once() throws Exception {
        TrainingViewModel training = start();
        for (String event : List.of("recovered", "memory")) {
            WrittenTraining.append(
                    new TrainingFiles(run).log(),
                    "{\"event\":\"" + event + "\",\"step\":4,\"message\":\"" + event + "!\"}");
            WrittenTraining.event(run, "{\"event\":\"warning\",\"message\":\"" + event + "!\"}");
        }
        trainings.look();
        assertEquals(List.of("recovered!", "memory!"), training.messages());
    }

    @Test
    void sentencesWithACode_areInTheWindowsLanguage() throws Exception {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        try {
            TrainingViewModel training = start();
            WrittenTraining.event(
                    run,
                    "{\"event\":\"warning\",\"message\":\"Memory ran out.\",\"code\":\"training.memory\",\"values\":[\"4\"]}");
            WrittenTraining.event(
                    run,
                    "{\"event\":\"finished\",\"outcome\":\"stopped\",\"message\":\"Stopped.\",\"code\":\"training.stopped.in\","
                            + "\"values\":[\"7\"]}");
            trainings.look();
            assertEquals(List.of("内存不足：每批现分 4 部分计算。", "已在第 7 轮中停止；可由此继续。"), training.messages());
        } finally {
            Text.use(Locale.ENGLISH);
        }
    }

    @Test
    void closedWindow_findsItsTrainingsAgain_runningAndEnded() throws Exception {
        start();
        WrittenTraining.event(run, String.format(Locale.ROOT, STARTED, 0));
        WrittenTraining.epoch(run, 1, 0.2);
        TrainingsViewModel second = window(process);
        TrainingViewModel found = second.list().get(0);
        assertEquals(TrainingState.RUNNING, found.state());
        assertEquals(1, found.points().size());
        // While no window is open it goes on to its end.
        WrittenTraining.epoch(run, 2, 0.5);
        WrittenTraining.event(
                run, "{\"event\":\"product\",\"kind\":\"best_f1\",\"file\":\"" + run.resolve("best_f1") + "\"}");
        WrittenTraining.event(run, "{\"event\":\"finished\",\"outcome\":\"done\",\"message\":\"Done.\"}");
        process.kill(run);
        TrainingsViewModel third = window(process);
        assertEquals(TrainingState.DONE, third.list().get(0).state());
        assertEquals(2, third.list().get(0).points().size());
        assertEquals(1, models.size());
        // The next window does not tell of it again.
        ended.clear();
        TrainingsViewModel fourth = window(process);
        assertEquals(TrainingState.DONE, fourth.list().get(0).state());
        assertEquals(1, models.size());
        assertTrue(ended.isEmpty());
        fourth.forget(fourth.list().get(0));
        assertTrue(window(process).list().isEmpty());
    }

    @Test
    void killedProcess_canBeResumed_andItsEpochsAreThere() throws Exception {
        TrainingViewModel training = start();
        WrittenTraining.event(run, String.format(Locale.ROOT, STARTED, 0));
        WrittenTraining.epoch(run, 1, 0.2);
        Files.writeString(new TrainingFiles(run).errors(), "WARNING: Using incubator modules\n");
        process.kill(run);
        trainings.look();
        assertEquals(TrainingState.STOPPED, training.state());
        trainings.resume(training, RESOURCES);
        assertEquals(
                List.of(
                        "train",
                        "-o",
                        run.toString(),
                        "--resume",
                        "--device",
                        "cpu",
                        "--threads",
                        "2",
                        "--memory",
                        "1024m"),
                process.started.get(run));
        WrittenTraining.event(run, String.format(Locale.ROOT, STARTED, 1));
        trainings.look();
        assertEquals(TrainingState.RUNNING, training.state());
        assertEquals(1, training.points().size());
    }

    @Test
    void folderOfAShellsTraining_isOpened_andAnyOtherFolderIsNot() throws Exception {
        List<Exception> failures = new ArrayList<>();
        trainings.setOnFailure(failures::add);
        trainings.open(folder, training -> ended.add(training));
        assertTrue(failures.get(0).getMessage().contains("no training in"));
        Path shell = Files.createDirectories(folder.resolve("shell"));
        Files.writeString(
                shell.resolve("training.json"),
                "{\"format\":1,\"dataset\":\"data\",\"network\":\"fc-ef\",\"options\":{},\"recipe\":\"fc-ef\",\"settings\":{\"epochs\":\"2\"},"
                        + "\"sides\":{\"weights\":[]},\"encoder\":{}}");
        WrittenTraining.epoch(shell, 1, 0.3);
        trainings.open(shell, training -> ended.add(training));
        TrainingViewModel opened = trainings.list().get(0);
        assertEquals("fc-ef", opened.network());
        assertEquals(TrainingState.STOPPED, opened.state());
        assertTrue(opened.canResume());
        assertEquals("The last checkpoint is kept: resume goes on from it.", opened.ending());
        WrittenTraining.epoch(shell, 2, 0.4);
        trainings.forget(opened);
        ended.clear();
        trainings.open(shell, training -> {});
        assertEquals(TrainingState.DONE, trainings.list().get(0).state());
        assertTrue(ended.isEmpty(), "An old end is no news");
    }

    @Test
    void badInput_failsWithTheWordsOfTheProcess() throws Exception {
        TrainingViewModel training = start();
        Files.writeString(new TrainingFiles(run).errors(), "The crop must be a multiple of 8.\n");
        process.kill(run);
        trainings.look();
        assertEquals(TrainingState.FAILED, training.state());
        assertFalse(training.canResume());
        assertEquals("The crop must be a multiple of 8.", training.ending());
    }

    @Test
    void aFailureWithACode_isToldInTheWindowsLanguage() throws Exception {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        try {
            TrainingViewModel training = start();
            Files.writeString(
                    training.files().events(),
                    "{\"event\":\"finished\",\"outcome\":\"failed\",\"message\":\"There is not enough memory.\","
                            + "\"code\":\"training.tooLarge\",\"values\":[\"256\"]}\n");
            Files.writeString(new TrainingFiles(run).errors(), "There is not enough memory.\n");
            process.kill(run);
            trainings.look();
            assertEquals(TrainingState.FAILED, training.state());
            assertTrue(training.ending().startsWith("内存连一对 256 × 256 像元的影像也容不下"), training.ending());
        } finally {
            Text.use(Locale.ENGLISH);
        }
    }

    @Test
    void stop_isAskedForInTheFolder() throws Exception {
        TrainingViewModel training = start();
        trainings.stop(training, true);
        assertEquals("stop-after-epoch\n", Files.readString(run.resolve("command")));
        assertTrue(training.isStoppingAfterEpoch());
        trainings.stopAll(false, () -> ended.add(training));
        assertEquals("stop\n", Files.readString(run.resolve("command")));
        assertEquals(1, ended.size());
    }
}
