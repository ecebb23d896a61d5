package org.palimpsest.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.palimpsest.app.train.DatasetCheckViewModel;
import org.palimpsest.app.train.TrainingOrder;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.run.RunEvent;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetMaker;
import org.palimpsest.train.dataset.DatasetOptions;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;

/**
 * The training's part of the pictures of the window: a dataset from the sample scene and the changes that were found in it, a
 * short training on that, and its panels.
 */
final class TrainingTour {
    private static final int CHIP = 64;
    private static final long PATIENCE_MILLISECONDS = 60_000;
    private static final long LOOK_MILLISECONDS = 200;

    private final SampleFolder sample;
    private final Path dataset;
    private final Path training;

    TrainingTour(SampleFolder sample, Path scratch) {
        this.sample = sample;
        dataset = scratch.resolve("dataset");
        training = scratch.resolve("fc-siam-diff-1");
    }

    /** Writes a picture of the window under a name. */
    interface Camera {
        void shoot(String name) throws IOException;
    }

    /** Begins a training of a few epochs, which goes on while other pictures are taken. */
    void begin(Workbench workbench) throws BadInputException, IOException {
        Path changes = workbench.runs().list().get(0).products().stream()
                .filter(product -> product.kind().equals("geojson"))
                .map(RunEvent.Product::file)
                .findFirst()
                .orElseThrow();
        if (!Files.exists(dataset)) {
            Dataset scene = Datasets.ofScene(
                    sample.before(), sample.after(), changes, new DatasetOptions(LabelRule.USUAL, CHIP));
            try {
                DatasetMaker.make(scene, dataset, DatasetMaker.Format.FOLDER, CHIP, Progress.NONE, Cancellation.NEVER);
            } catch (CancelledException e) {
                throw new IllegalStateException("Nobody cancels here.", e);
            }
        }
        // Begun by the first window only; those in other languages find it.
        boolean begun = Files.exists(training);
        WindowDriver.act(() -> {
            if (begun) {
                workbench.trainings().open(training, found -> {});
            } else {
                workbench.trainings().start(order(workbench));
            }
        });
    }

    /** Follows the training to its end; a slow machine's is shown as far as it is. */
    private static void follow(Workbench workbench) {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (System.currentTimeMillis() < end && WindowDriver.ask(workbench.trainings()::isBusy)) {
            WindowDriver.act(workbench.trainings()::look);
            WindowDriver.pause(LOOK_MILLISECONDS);
        }
    }

    private TrainingOrder order(Workbench workbench) {
        return new TrainingOrder(
                dataset.toString(),
                "fc-siam-diff",
                "fc-siam-diff",
                Map.of("epochs", "4", "crop", "64", "window", "64", "pictures", "4"),
                "",
                "",
                false,
                "",
                training,
                workbench.resources());
    }

    /** Takes pictures of the form, of the training, of the comparison and of the question at the end. */
    void show(Workbench workbench, Shell shell, String suffix, Camera camera) throws BadInputException, IOException {
        follow(workbench);
        WindowDriver.act(() -> shell.training().showTrain(dataset));
        WindowDriver.await(
                "the dataset is checked",
                () -> workbench.datasetCheck().state() == DatasetCheckViewModel.State.SOUND
                        || workbench.datasetCheck().state() == DatasetCheckViewModel.State.BROKEN);
        camera.shoot("18-train" + suffix);
        WindowDriver.act(shell.panels()::showMakeDataset);
        camera.shoot("19-make-dataset" + suffix);
        WindowDriver.act(
                () -> shell.training().show(workbench.trainings().list().get(0)));
        camera.shoot("20-training" + suffix);
        WindowDriver.act(() ->
                shell.training().compare(List.of(workbench.trainings().list().get(0))));
        camera.shoot("21-compare-trainings" + suffix);
        WindowDriver.act(() -> shell.askAboutTrainings(() -> {}));
        camera.shoot("22-close-training" + suffix);
        WindowDriver.act(shell::hidePanels);
    }
}
