package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.palimpsest.app.label.LabelsViewModel;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.app.run.CommandText;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.label.LabelExport;
import org.palimpsest.project.ReviewMark.Decision;

/** Every command of the window, by id. */
final class Commands {
    private static final int ZOOM_STEPS = Viewport.STEPS_PER_OCTAVE / 2;

    /** Steps through the table of changes as it is sorted. */
    @FunctionalInterface
    interface ReviewSteps {
        void step(int by);
    }

    /** What only the window itself can do. */
    interface WindowActions {
        void toggleTheme();

        void toggleLanguage();

        void close();

        /** Opens a folder in the system's file manager. */
        void openFolder(Path folder);
    }

    /** Panels above the window. */
    interface Panels {
        void showGallery();

        void showCompare();

        void showSearch();

        void showSettings();

        void showHelp();

        void showTour();

        /** The form of a training, as it was left. */
        void showTrain();

        /** The form that writes a dataset. */
        void showMakeDataset();

        /** Curves of several trainings in one chart. */
        void showCompareCurves();

        /** The form of an export of a finished run. */
        void showExport(Path run);

        /** Taking labels from a layer or a file. */
        void showLabelImport();

        /** Making a dataset of the labels. */
        void showLabelDataset();

        /** Puts the keyboard into the note of the change that is looked at. */
        void writeNote();
    }

    private final Workbench workbench;
    private final FileDialogs files;
    private final Panels panels;
    private final Map<String, Command> all = new LinkedHashMap<>();

    Commands(Workbench workbench, FileDialogs files, WindowActions window, Panels panels, ReviewSteps review) {
        this.workbench = workbench;
        this.files = files;
        this.panels = panels;
        BooleanBinding pair = Bindings.createBooleanBinding(
                () -> workbench.beforeProperty().get().isPresent()
                        && workbench.afterProperty().get().isPresent(),
                workbench.beforeProperty(),
                workbench.afterProperty());
        BooleanBinding anything = Bindings.isNotEmpty(workbench.layers().list());
        BooleanBinding layer = Bindings.createBooleanBinding(
                () -> workbench.layers().selectedProperty().get().isPresent(),
                workbench.layers().selectedProperty());
        add(Command.of("newProject", "new", "Shortcut+N", workbench.project()::startNew));
        add(Command.of("openProject", "open", "Shortcut+O", workbench.project()::open));
        add(Command.of("saveProject", "save", "Shortcut+S", workbench.project()::save));
        add(Command.of("saveProjectAs", "", "Shortcut+Shift+S", workbench.project()::saveAs));
        add(Command.of(
                "openBefore", "open-before", "Shortcut+B", () -> open("openBefore", workbench.opener()::openBefore)));
        add(Command.of(
                "openAfter", "open-after", "Shortcut+Shift+B", () -> open("openAfter", workbench.opener()::openAfter)));
        add(Command.of("addLayer", "layer-add", "Shortcut+L", this::addLayer));
        add(Command.of("export", "export", "Shortcut+E", this::export)
                .when(Bindings.createBooleanBinding(
                        () -> new FinishedRuns(workbench).newest().isPresent(),
                        workbench.layers().list(),
                        anything)));
        add(Command.of("quit", "", "Shortcut+Q", window::close));
        add(Command.of("run", "run", "Shortcut+R", () -> new RunStart(workbench).start())
                .when(pair));
        add(Command.of("gallery", "detector", "Shortcut+D", panels::showGallery));
        add(Command.of("compare", "compare", "Shortcut+Shift+D", panels::showCompare)
                .when(pair));
        add(Command.of("train", "train", "Shortcut+Shift+T", panels::showTrain));
        add(Command.of("makeDataset", "points", "", panels::showMakeDataset));
        add(Command.of("compareCurves", "", "", panels::showCompareCurves)
                .when(Bindings.isNotEmpty(workbench.trainings().list())));
        add(Command.of(
                "zoomIn", "zoom-in", "Shortcut+PLUS", () -> workbench.map().zoom(ZOOM_STEPS)));
        add(Command.of(
                "zoomOut", "zoom-out", "Shortcut+MINUS", () -> workbench.map().zoom(-ZOOM_STEPS)));
        add(Command.of("zoomAll", "zoom-all", "Shortcut+0", workbench.places()::showAll)
                .when(anything));
        add(Command.of("zoomLayer", "zoom-layer", "Shortcut+Shift+L", () -> withLayer(this::zoomTo))
                .when(layer));
        add(Command.of(
                        "zoomSelection",
                        "",
                        "Shortcut+Shift+F",
                        () -> workbench.review().currentProperty().get().ifPresent(workbench.places()::showFeature))
                .when(Bindings.createBooleanBinding(
                        () -> workbench.review().currentProperty().get().isPresent(),
                        workbench.review().currentProperty())));
        add(Command.of("previousView", "zoom-previous", "Alt+LEFT", () -> workbench
                        .map()
                        .previous())
                .when(workbench.map().previousAvailableProperty()));
        addMode("modeOverlay", "mode-overlay", "Shortcut+1", MapMode.OVERLAY);
        addMode("modeSwipe", "mode-swipe", "Shortcut+2", MapMode.SWIPE);
        addMode("modeSideBySide", "mode-side-by-side", "Shortcut+3", MapMode.SIDE_BY_SIDE);
        addMode("modeFlicker", "mode-flicker", "Shortcut+4", MapMode.FLICKER);
        addMode("modeLens", "mode-lens", "Shortcut+5", MapMode.LENS);
        add(Command.of(
                        "layerUp",
                        "up",
                        "Shortcut+UP",
                        () -> withLayer(chosen -> workbench.layers().moveBy(chosen, -1)))
                .when(layer));
        add(Command.of(
                        "layerDown",
                        "down",
                        "Shortcut+DOWN",
                        () -> withLayer(chosen -> workbench.layers().moveBy(chosen, 1)))
                .when(layer));
        add(Command.of("layerRemove", "remove", "Shortcut+DELETE", () -> withLayer(workbench::close))
                .when(layer));
        add(Command.of("theme", "theme", "Shortcut+T", window::toggleTheme));
        add(Command.of("language", "language", "", window::toggleLanguage));
        BooleanBinding polygons = Bindings.isNotEmpty(workbench.review().shown());
        BooleanBinding polygon = Bindings.createBooleanBinding(
                () -> workbench.review().currentProperty().get().isPresent(),
                workbench.review().currentProperty());
        add(Command.of("preview", "preview", "Shortcut+Shift+R", () -> new RunStart(workbench).preview())
                .when(pair));
        add(Command.of("copyCommand", "copy", "Shortcut+Shift+C", this::copyCommand)
                .when(pair));
        add(Command.of("drawArea", "area", "", this::drawArea).when(anything));
        add(Command.of("nextChange", "next", "F8", () -> review.step(1)).when(polygons));
        add(Command.of("previousChange", "previous", "Shift+F8", () -> review.step(-1))
                .when(polygons));
        add(Command.of("acceptChange", "accept", "F9", () -> workbench.review().decide(Decision.ACCEPTED))
                .when(polygon));
        add(Command.of("rejectChange", "reject", "Shift+F9", () -> workbench
                        .review()
                        .decide(Decision.REJECTED))
                .when(polygon));
        add(Command.of("noteChange", "note", "F2", panels::writeNote).when(polygon));
        add(Command.of("undo", "undo", "Shortcut+Z", workbench.history()::undo)
                .when(workbench.history().canUndoProperty()));
        add(Command.of("redo", "redo", "Shortcut+Shift+Z", workbench.history()::redo)
                .when(workbench.history().canRedoProperty()));
        LabelsViewModel labels = workbench.labels();
        BooleanBinding before = Bindings.createBooleanBinding(
                () -> workbench.beforeProperty().get().isPresent(), workbench.beforeProperty());
        BooleanBinding labelled = Bindings.createBooleanBinding(
                () -> labels.labelsProperty().get().isPresent(), labels.labelsProperty());
        add(Command.of("labelBrush", "brush", "F5", () -> labels.toggle(LabelsViewModel.Tool.BRUSH))
                .when(before));
        add(Command.of("labelPolygon", "polygon", "F6", () -> labels.toggle(LabelsViewModel.Tool.POLYGON))
                .when(before));
        add(Command.of("labelErase", "erase", "F7", () -> labels.toggle(LabelsViewModel.Tool.ERASE))
                .when(labelled));
        add(Command.of("labelImport", "open", "", panels::showLabelImport).when(before));
        add(Command.of("labelExport", "export", "", this::exportLabels).when(labelled));
        add(Command.of("labelDataset", "train", "", panels::showLabelDataset).when(labelled.and(pair)));
        add(Command.of("labelClear", "remove", "", labels::clear).when(labelled));
        add(Command.of("sample", "sample", "", () -> openSample(false)));
        add(Command.of("sampleMixed", "sample", "", () -> openSample(true)));
        add(Command.of("settings", "settings", "Shortcut+COMMA", panels::showSettings));
        add(Command.of("help", "help", "F1", panels::showHelp));
        add(Command.of("tour", "recent", "", panels::showTour));
        add(Command.of("search", "search", "Shortcut+K", panels::showSearch));
    }

    /** The command called {@code id}. */
    Command get(String id) {
        return Objects.requireNonNull(all.get(id), () -> "There is no command " + id + ".");
    }

    /** Every command in the order of the menus. */
    List<Command> all() {
        return List.copyOf(all.values());
    }

    void zoomTo(LayerViewModel layer) {
        layer.extent().ifPresent(workbench.map()::show);
    }

    /** Asks what to export of the newest finished run, and where to. */
    private void export() {
        new FinishedRuns(workbench).newest().ifPresent(panels::showExport);
    }

    private void exportLabels() {
        files.saveLabels(Text.of("command.labelExport.tip"))
                .ifPresent(place -> workbench.labels().labelsProperty().get().ifPresent(labels -> workbench
                        .background()
                        .run(
                                () -> LabelExport.write(place, labels, Cancellation.NEVER),
                                said -> {
                                    said.forEach(notice -> workbench.messages().warn(NoticeText.of(notice)));
                                    workbench.messages().inform(Text.of("label.exported", place));
                                },
                                workbench.messages()::failed)));
    }

    /** Asks for a file under a title. */
    Optional<Path> chooseFile(String title) {
        return files.openLayer(title);
    }

    private void add(Command command) {
        all.put(command.id(), command);
    }

    private void addMode(String id, String icon, String keys, MapMode mode) {
        add(Command.of(id, icon, keys, () -> workbench.map().modeProperty().set(mode)));
    }

    private void open(String id, java.util.function.Consumer<Path> opener) {
        files.openRaster(Text.of("command." + id + ".tip")).ifPresent(opener);
    }

    private void openSample(boolean mixed) {
        try {
            SampleFolder sample = mixed ? SampleFolder.find().mixed() : SampleFolder.find();
            workbench.opener().openBefore(sample.before());
            workbench.opener().openAfter(sample.after());
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
    }

    private void drawArea() {
        workbench.form().areaProperty().set(RunFormViewModel.Area.DRAWN);
        workbench.map().startDrawing();
        workbench.messages().inform(Text.of("message.draw"));
    }

    private void copyCommand() {
        try {
            ClipboardContent content = new ClipboardContent();
            content.putString(CommandText.of(new RunStart(workbench).spec()));
            Clipboard.getSystemClipboard().setContent(content);
            workbench.messages().inform(Text.of("message.copied"));
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
    }

    private void addLayer() {
        files.openLayer(Text.of("command.addLayer.tip")).ifPresent(workbench.opener()::openLayer);
    }

    private void withLayer(java.util.function.Consumer<LayerViewModel> action) {
        workbench.layers().selectedProperty().get().ifPresent(action);
    }
}
