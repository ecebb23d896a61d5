package org.palimpsest.train;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.train.track.MlflowRun;
import org.palimpsest.train.track.TensorBoardFile;

/**
 * Tells trackers of a training: TensorBoard always, in the folder {@code tensorboard}; MLflow where a server is given. A server that
 * does not answer is told once as a warning and never ends a training.
 *
 * <p>The six curves that FusionUNet's authors log have their names: Loss, IOU and Dice of train and val in TensorBoard, train_loss and
 * so on in MLflow, where Dice is the mean of both classes.
 */
final class ExperimentLogs {
    private static final String FOLDER = "tensorboard";
    private static final String RUN_ID = "mlflow-run";
    private static final String EXPERIMENT = "Palimpsest";
    private static final int CURVE_POINTS = 101;

    private final Path folder;
    private final Consumer<TrainEvent> events;
    private final TensorBoardFile board;
    private final boolean served;
    private @Nullable MlflowRun mlflow;

    private ExperimentLogs(Path folder, Consumer<TrainEvent> events, TensorBoardFile board, boolean served) {
        this.folder = folder;
        this.events = events;
        this.board = board;
        this.served = served;
    }

    /**
     * Opens the logs of a training that stands at {@code step}.
     *
     * @param server of MLflow
     */
    static ExperimentLogs open(
            Path folder, TrainSpec spec, long step, Optional<URI> server, Consumer<TrainEvent> events)
            throws IOException, BadInputException {
        TensorBoardFile board = TensorBoardFile.open(folder.resolve(FOLDER), step, Clock.systemUTC());
        ExperimentLogs logs = new ExperimentLogs(folder, events, board, server.isPresent());
        if (server.isPresent()) {
            Map<String, String> parameters = parameters(spec);
            logs.tell(() -> logs.begin(server.get(), parameters));
        }
        return logs;
    }

    private void begin(URI server, Map<String, String> parameters) throws IOException {
        Path known = folder.resolve(RUN_ID);
        if (Files.exists(known)) {
            mlflow = MlflowRun.resume(server, Files.readString(known).strip(), Clock.systemUTC());
            return;
        }
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        MlflowRun run = MlflowRun.begin(server, EXPERIMENT, name, Clock.systemUTC());
        AtomicFile.writeText(known, run.id() + "\n");
        mlflow = run;
        run.parameters(parameters);
    }

    private static Map<String, String> parameters(TrainSpec spec) throws BadInputException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("model_name", spec.network());
        parameters.put("dataset", spec.dataset().toString());
        parameters.put("recipe", spec.recipe().name());
        parameters.putAll(spec.settings().texts());
        return parameters;
    }

    /** Logs a complete epoch. */
    void epoch(EpochScores scores, Optional<ProbabilityHistogram> histogram, Optional<Path> picture)
            throws IOException {
        Map<String, Double> curves = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        add(curves, metrics, "train", scores.trainLoss(), scores.train());
        scores.validation()
                .ifPresent(found -> add(curves, metrics, "val", found.loss().orElse(Double.NaN), found.accuracy()));
        curves.put("LearningRate", scores.learningRate());
        board.scalars(scores.epoch(), curves);
        if (histogram.isPresent()) {
            board.curve(scores.epoch(), "PrecisionRecall/val", rows(histogram.get()));
        }
        if (picture.isPresent()) {
            byte[] png = Files.readAllBytes(picture.get());
            var image = ImageIO.read(picture.get().toFile());
            board.picture(scores.epoch(), "Validation/pairs", image.getWidth(), image.getHeight(), png);
        }
        MlflowRun run = mlflow;
        if (run != null) {
            tell(() -> run.metrics(scores.epoch(), metrics));
        }
    }

    private static void add(
            Map<String, Double> curves, Map<String, Double> metrics, String split, double loss, Accuracy accuracy) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("Loss", loss);
        all.put("IOU", accuracy.iou());
        all.put("Dice", TrainEventJson.meanDice(accuracy));
        all.put("F1", accuracy.f1());
        all.put("Precision", accuracy.precision());
        all.put("Recall", accuracy.recall());
        all.put("Kappa", accuracy.kappa());
        all.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                curves.put(name + "/" + split, value);
                metrics.put(split + "_" + name.toLowerCase(java.util.Locale.ROOT), value);
            }
        });
    }

    private static float[][] rows(ProbabilityHistogram histogram) {
        float[][] rows = new float[6][CURVE_POINTS];
        for (int i = 0; i < CURVE_POINTS; i++) {
            ConfusionCounts counts = histogram.at((double) i / (CURVE_POINTS - 1));
            Accuracy accuracy = Accuracy.of(counts);
            rows[0][i] = counts.truePositives();
            rows[1][i] = counts.falsePositives();
            rows[2][i] = counts.trueNegatives();
            rows[3][i] = counts.falseNegatives();
            rows[4][i] = (float) accuracy.precision();
            rows[5][i] = (float) accuracy.recall();
        }
        return rows;
    }

    /** Hands the best model over and ends the run. */
    void end(boolean finished) {
        MlflowRun run = mlflow;
        if (run == null) {
            return;
        }
        tell(() -> {
            if (finished) {
                for (String name : List.of("best_f1/model.safetensors", "best_f1/model.json", TrainLog.FILE)) {
                    Path file = folder.resolve(name);
                    if (Files.exists(file) && !run.artifact(name, file)) {
                        events.accept(new TrainEvent.Warning(TrainNotice.artifactsElsewhere(folder)));
                        break;
                    }
                }
            }
            run.end(finished);
        });
    }

    /** Talks to the server; after the first failure no more. */
    private void tell(Talk talk) {
        try {
            talk.run();
        } catch (IOException | IllegalArgumentException e) {
            mlflow = null;
            if (served) {
                events.accept(new TrainEvent.Warning(
                        TrainNotice.trackerLost(e.getMessage() == null ? "no connection" : e.getMessage())));
            }
        }
    }

    /** A call to the server. */
    @FunctionalInterface
    private interface Talk {
        void run() throws IOException;
    }
}
