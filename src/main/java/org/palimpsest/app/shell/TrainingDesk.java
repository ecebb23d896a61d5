package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.palimpsest.app.detector.ModelShelf;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.run.CommandText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.train.CompareCurvesPanel;
import org.palimpsest.app.train.DatasetMakePanel;
import org.palimpsest.app.train.DatasetMakeViewModel;
import org.palimpsest.app.train.TrainPanel;
import org.palimpsest.app.train.TrainingActions;
import org.palimpsest.app.train.TrainingOrder;
import org.palimpsest.app.train.TrainingPanel;
import org.palimpsest.app.train.TrainingRow;
import org.palimpsest.app.train.TrainingViewModel;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.ReadyMadeModel;

/** The panels of training above the window, and the rows of trainings among the runs. */
final class TrainingDesk implements TrainingActions {
    private final Workbench workbench;
    private final FileDialogs files;
    private final Overlay overlay;
    private final Consumer<Path> folderOpener;
    private final ObservableList<Node> rows = FXCollections.observableArrayList();
    private final ListChangeListener<TrainingViewModel> relist = change -> listRows();

    /** @param folderOpener opens a folder in the system's file manager */
    TrainingDesk(Workbench workbench, FileDialogs files, Overlay overlay, Consumer<Path> folderOpener) {
        this.workbench = workbench;
        this.files = files;
        this.overlay = overlay;
        this.folderOpener = folderOpener;
        workbench.trainings().list().addListener(relist);
        listRows();
    }

    /** A row for each training, the newest first. */
    ObservableList<Node> rows() {
        return rows;
    }

    private void listRows() {
        List<Node> fresh = new ArrayList<>();
        for (TrainingViewModel training : workbench.trainings().list()) {
            fresh.add(new TrainingRow(training, workbench.trainings(), this));
        }
        rows.setAll(fresh);
    }

    /** Opens the form of a training, with this dataset filled in. */
    void showTrain(Path dataset) {
        workbench.trainForm().useDataset(dataset);
        showTrain();
    }

    /** Opens the form of a training that begins with random weights of a network. */
    void showTrain(String network) {
        workbench.trainForm().useNetwork(network);
        showTrain();
    }

    /** Opens the form of a training that starts from a model. */
    void showFineTune(ModelShelf.Model model) {
        workbench.trainForm().useModel(model.card().network(), model.folder());
        showTrain();
    }

    /** Opens the form of a training that starts from the model that comes with the program. */
    void showFineTuneReadyMade() {
        workbench
                .background()
                .run(
                        () -> {
                            Path folder = ReadyMadeModel.folder();
                            return new ModelShelf.Model(folder, ModelFolder.describe(folder));
                        },
                        this::showFineTune,
                        workbench.messages()::failed);
    }

    /** Opens the form of a training as it was left. */
    void showTrain() {
        overlay.show(new TrainPanel(workbench.trainForm(), workbench.datasetCheck(), new FormActions()));
    }

    /** Opens the form that writes a dataset, on the pair that is open. */
    void showMakeDataset() {
        DatasetMakeViewModel form = new DatasetMakeViewModel(workbench.background());
        form.usePair(
                file(workbench.beforeProperty().get()),
                file(workbench.afterProperty().get()));
        overlay.show(new DatasetMakePanel(form, new MakeActions()), form::cancel);
    }

    private static String file(Optional<RasterLayer> layer) {
        return layer.map(open -> open.source().path().toString()).orElse("");
    }

    @Override
    public void show(TrainingViewModel training) {
        overlay.show(new TrainingPanel(training, workbench.trainings(), workbench.background(), this));
    }

    @Override
    public void compare(List<TrainingViewModel> trainings) {
        overlay.show(new CompareCurvesPanel(workbench.trainings(), trainings, this));
    }

    @Override
    public TrainingOrder.Resources resources() {
        return workbench.resources();
    }

    @Override
    public void openFolder(Path folder) {
        folderOpener.accept(folder);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return files.chooseFolder(title);
    }

    @Override
    public void use(TrainingViewModel training) {
        overlay.hide();
        workbench.openModel(training.model());
    }

    @Override
    public void close() {
        overlay.hide();
    }

    /** What the form of a training asks for. */
    private final class FormActions implements TrainPanel.Actions {
        @Override
        public Optional<Path> chooseFolder(String title) {
            return files.chooseFolder(title);
        }

        @Override
        public Optional<Path> chooseFile(String title) {
            return files.openLayer(title);
        }

        @Override
        public void start(TrainingOrder order) {
            show(workbench.trainings().start(order));
            workbench.trainForm().proposeFolder();
        }

        @Override
        public void copy(TrainingOrder order) {
            List<String> words = new ArrayList<>(List.of("palimpsest"));
            words.addAll(order.words());
            ClipboardContent content = new ClipboardContent();
            content.putString(CommandText.line(words));
            Clipboard.getSystemClipboard().setContent(content);
            workbench.messages().inform(Text.of("message.copied"));
        }

        @Override
        public void makeDataset() {
            showMakeDataset();
        }

        @Override
        public void close() {
            overlay.hide();
        }
    }

    /** What the form of a dataset asks for. */
    private final class MakeActions implements DatasetMakePanel.Actions {
        @Override
        public Optional<Path> chooseFolder(String title) {
            return files.chooseFolder(title);
        }

        @Override
        public Optional<Path> chooseFile(String title) {
            return files.openLayer(title);
        }

        @Override
        public void trainOn(Path dataset) {
            showTrain(dataset);
        }

        @Override
        public void close() {
            overlay.hide();
        }
    }
}
