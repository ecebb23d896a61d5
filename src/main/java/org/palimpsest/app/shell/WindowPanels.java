package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Map;
import org.palimpsest.app.detector.DetectorGallery;
import org.palimpsest.app.detector.ModelShelf;
import org.palimpsest.app.export.ExportPanel;
import org.palimpsest.app.export.ExportViewModel;
import org.palimpsest.app.label.LabelDatasetPanel;
import org.palimpsest.app.label.LabelDatasetViewModel;
import org.palimpsest.app.label.LabelImportPanel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.vector.LayerInfo;

/** The panels that commands bring up above the window, each made afresh. */
final class WindowPanels implements Commands.Panels {
    private final Shell shell;
    private final Workbench workbench;
    private final FileDialogs files;
    private final Overlay overlay;
    private final TrainingDesk training;

    WindowPanels(Shell shell, Workbench workbench, FileDialogs files, Overlay overlay, TrainingDesk training) {
        this.shell = shell;
        this.workbench = workbench;
        this.files = files;
        this.overlay = overlay;
        this.training = training;
    }

    @Override
    public void showLabelImport() {
        overlay.show(new LabelImportPanel(
                workbench.labels(),
                workbench.layers(),
                workbench.review(),
                () -> files.openLayer(Text.of("command.labelImport.tip")),
                overlay::hide));
    }

    @Override
    public void showLabelDataset() {
        workbench.labels().labelsProperty().get().ifPresent(labels -> {
            LabelDatasetViewModel dataset = new LabelDatasetViewModel(
                    new LabelDatasetViewModel.Scene(
                            workbench
                                    .beforeProperty()
                                    .get()
                                    .orElseThrow()
                                    .source()
                                    .path(),
                            workbench
                                    .afterProperty()
                                    .get()
                                    .orElseThrow()
                                    .source()
                                    .path(),
                            labels),
                    workbench.project().file().map(Path::getParent).orElseGet(() -> workbench
                            .preferences()
                            .exports()),
                    workbench.background());
            Runnable leave = () -> {
                dataset.close();
                overlay.hide();
            };
            overlay.show(
                    new LabelDatasetPanel(
                            dataset,
                            () -> files.chooseFolder(Text.of("command.labelDataset.tip")),
                            training::showTrain,
                            leave),
                    dataset::close);
        });
    }

    @Override
    public void showGallery() {
        overlay.show(
                new DetectorGallery(workbench.detectors(), workbench.models(), workbench.hub(), new GalleryActions()));
    }

    @Override
    public void showTrain() {
        training.showTrain();
    }

    @Override
    public void showMakeDataset() {
        training.showMakeDataset();
    }

    @Override
    public void showCompareCurves() {
        training.compare(workbench.trainings().list());
    }

    @Override
    public void showCompare() {
        overlay.show(new ComparePanel(workbench.detectors(), overlay::hide, detectors -> workbench
                .comparison()
                .start(detectors)));
    }

    @Override
    public void showSearch() {
        overlay.show(new CommandSearch(shell.commands().all(), overlay::hide));
    }

    @Override
    public void showSettings() {
        overlay.show(new SettingsPanel(workbench, shell.commands(), files, overlay::hide));
    }

    @Override
    public void showHelp() {
        overlay.show(new HelpPanel(shell.commands().all(), overlay::hide));
    }

    @Override
    public void showTour() {
        Tour tour = new Tour(shell, () -> {
            workbench.preferences().set("toured", "yes");
            overlay.hide();
        });
        overlay.show(tour, tour::end);
    }

    @Override
    public void showExport(Path run) {
        Map<Long, ReviewMark> marks = workbench.layers().list().stream()
                .filter(PolygonLayer.class::isInstance)
                .map(PolygonLayer.class::cast)
                .filter(layer -> run.equals(layer.file().getParent()) && isOfChanges(layer.file()))
                .findFirst()
                .map(workbench.review()::marks)
                .orElse(Map.of());
        Preferences preferences = workbench.preferences();
        ExportViewModel export = new ExportViewModel(run, marks, preferences.exports(), workbench.background());
        overlay.show(new ExportPanel(
                export,
                files::chooseFolder,
                (folder, count) -> {
                    overlay.hide();
                    preferences.set("exports", String.valueOf(folder.getParent()));
                    workbench.messages().inform(Text.of("message.exported", count, folder));
                },
                overlay::hide));
    }

    /** A run may have written other polygons too, about which nothing is decided. */
    private static boolean isOfChanges(Path file) {
        return String.valueOf(file.getFileName()).startsWith(LayerInfo.NAME + ".");
    }

    @Override
    public void writeNote() {
        shell.writeNote();
    }

    /** What the gallery's buttons do. */
    private final class GalleryActions implements DetectorGallery.Actions {
        @Override
        public void openModel() {
            files.chooseFolder(Text.of("gallery.open.tip")).ifPresent(workbench::openModel);
        }

        @Override
        public void train(Detector network) {
            training.showTrain(network.card().id());
        }

        @Override
        public void fineTune(ModelShelf.Model model) {
            training.showFineTune(model);
        }

        @Override
        public void fineTuneReadyMade() {
            training.showFineTuneReadyMade();
        }

        @Override
        public void close() {
            overlay.hide();
        }
    }
}
