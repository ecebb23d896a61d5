package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.palimpsest.app.label.LabelBar;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.LayersPane;
import org.palimpsest.app.map.MapView;
import org.palimpsest.app.map.NorthArrow;
import org.palimpsest.app.map.ScaleBar;
import org.palimpsest.app.map.TileStore;
import org.palimpsest.app.pair.PairPane;
import org.palimpsest.app.review.ReviewPane;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunsPane;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.train.TrainingCloseQuestion;
import org.palimpsest.learned.ModelFolder;

/** The content of the window: menu and toolbar above, layers, map and inspector, runs, and the status line below. */
final class Shell extends StackPane {
    private static final double LEFT_WIDTH = 248;
    private static final double RIGHT_WIDTH = 328;
    private static final double BOTTOM_HEIGHT = 192;
    private static final double BOTTOM_SHARE = 0.26;
    private static final long TILE_BYTES = 256L << 20;

    private final Workbench workbench;
    private final Commands commands;
    private final MapView map;
    private final TileStore tiles;
    private final ReviewPane review;
    private final Overlay overlay = new Overlay();
    private final TrainingDesk training;
    private final WindowPanels panels;

    Shell(Workbench workbench, FileDialogs files, Commands.WindowActions window) {
        this.workbench = workbench;
        review = new ReviewPane(workbench.review(), workbench.places()::showFeature);
        training = new TrainingDesk(workbench, files, overlay, window::openFolder);
        panels = new WindowPanels(this, workbench, files, overlay, training);
        commands = new Commands(workbench, files, window, panels, review::step);
        tiles = new TileStore(
                workbench.background().tiles(), workbench.background().window(), TILE_BYTES);
        map = new MapView(workbench.map(), workbench.layers().list(), tiles);
        map.setId("map");
        map.setAccessibleText(Text.of("map.name"));
        watchLayers();
        BorderPane frame = new BorderPane(centre(window::openFolder));
        frame.setTop(new VBox(new MenuLine(commands, workbench.project()), new ToolLine(commands, workbench.map())));
        frame.setBottom(new StatusBar(workbench));
        getChildren().addAll(frame, overlay);
        acceptDrops();
        workbench.project().askThrough(new WindowQuestions(files, overlay, workbench.messages()));
    }

    Commands commands() {
        return commands;
    }

    MapView map() {
        return map;
    }

    /** Tells whether the map shows all that it wants to show. */
    boolean isMapComplete() {
        return tiles.isIdle();
    }

    private Node centre(java.util.function.Consumer<Path> folder) {
        StackPane stage = new StackPane(
                map,
                scaleBar(),
                northArrow(),
                labelBar(),
                new StartPage(
                        workbench, commands.get("openBefore"), commands.get("openAfter"), commands.get("sample")));
        stage.getStyleClass().add("map-stage");
        BorderPane middle = new BorderPane(stage);
        middle.setTop(new MessageBar(workbench.messages()));
        SplitPane across = new SplitPane(layersPane(), middle, inspector());
        keepSidesNarrow(across);
        SplitPane.setResizableWithParent(across.getItems().get(0), false);
        SplitPane.setResizableWithParent(across.getItems().get(2), false);
        RunsPane runs = new RunsPane(workbench.runs(), new RunActions(workbench, panels, folder), training.rows());
        Tab runsTab = new Tab(Text.of("runs.title"), runs);
        Tab changes = new Tab(Text.of("review.title"), review);
        TabPane bottom = new TabPane(runsTab, changes);
        bottom.setId("bottom");
        bottom.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        bottom.setMinHeight(72);
        workbench
                .review()
                .layerProperty()
                .addListener((observable, old, now) ->
                        now.ifPresent(layer -> bottom.getSelectionModel().select(changes)));
        workbench.runs().list().addListener((ListChangeListener<RunViewModel>)
                change -> bottom.getSelectionModel().select(runsTab));
        training.rows().addListener((ListChangeListener<Node>)
                change -> bottom.getSelectionModel().select(runsTab));
        SplitPane down = new SplitPane(across, bottom);
        down.setOrientation(Orientation.VERTICAL);
        keepBottomLow(down);
        SplitPane.setResizableWithParent(bottom, false);
        return down;
    }

    /** Gives the sides their width in pixels as soon as the window has one; from then on only the map grows. */
    private static void keepSidesNarrow(SplitPane across) {
        ChangeListener<Number> once = new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> observable, Number old, Number width) {
                if (width.doubleValue() > LEFT_WIDTH + RIGHT_WIDTH) {
                    across.setDividerPositions(LEFT_WIDTH / width.doubleValue(), 1 - RIGHT_WIDTH / width.doubleValue());
                    across.widthProperty().removeListener(this);
                }
            }
        };
        across.widthProperty().addListener(once);
    }

    /** Gives the bottom room for a few rows of the table as soon as the window has a height; from then on the map grows. */
    private static void keepBottomLow(SplitPane down) {
        ChangeListener<Number> once = new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> observable, Number old, Number height) {
                if (height.doubleValue() > 2 * BOTTOM_HEIGHT) {
                    down.setDividerPositions(1 - Math.max(BOTTOM_SHARE, BOTTOM_HEIGHT / height.doubleValue()));
                    down.heightProperty().removeListener(this);
                }
            }
        };
        down.setDividerPositions(1 - BOTTOM_SHARE);
        down.heightProperty().addListener(once);
    }

    private Node scaleBar() {
        ScaleBar bar = new ScaleBar(workbench.map());
        StackPane.setAlignment(bar, Pos.BOTTOM_LEFT);
        StackPane.setMargin(bar, new Insets(0, 0, 12, 12));
        bar.visibleProperty()
                .bind(javafx.beans.binding.Bindings.isNotEmpty(
                        workbench.layers().list()));
        return bar;
    }

    private Node northArrow() {
        NorthArrow arrow = new NorthArrow(workbench.map());
        StackPane.setAlignment(arrow, Pos.TOP_RIGHT);
        StackPane.setMargin(arrow, new Insets(12, 12, 0, 0));
        return arrow;
    }

    private Node labelBar() {
        LabelBar bar = new LabelBar(workbench.labels(), workbench.map());
        StackPane.setAlignment(bar, Pos.TOP_LEFT);
        StackPane.setMargin(bar, new Insets(12, 72, 0, 12));
        workbench.labels().toolProperty().addListener((observable, old, now) -> {
            if (now.isPresent()) {
                map.requestFocus(); // Where the tools' keys are heard.
            }
        });
        return bar;
    }

    /** Asks whether to close the window while a run is going on. */
    void askBeforeClosing(Runnable close) {
        overlay.show(new CloseQuestion(close, overlay::hide));
    }

    /** Asks what shall become of the trainings before the window is closed. */
    void askAboutTrainings(Runnable close) {
        overlay.show(new TrainingCloseQuestion(
                workbench.trainings(),
                () -> {
                    overlay.hide();
                    close.run();
                },
                overlay::hide));
    }

    /** The panels of training. */
    TrainingDesk training() {
        return training;
    }

    /** The panels that commands bring up. */
    WindowPanels panels() {
        return panels;
    }

    /** Shows a panel above the window. */
    void showPanel(Region panel) {
        overlay.show(panel);
    }

    /** Puts a panel away. */
    void hidePanels() {
        overlay.dismiss();
    }

    /** Brings up the changes and goes to the note of the one that is selected. */
    void writeNote() {
        if (lookup("#bottom") instanceof TabPane bottom) {
            bottom.getSelectionModel().select(1);
        }
        review.writeNote();
    }

    private Node layersPane() {
        LayersPane pane = new LayersPane(
                workbench.layers(),
                List.of(
                        commands.get("addLayer").iconButton(),
                        commands.get("zoomLayer").iconButton(),
                        commands.get("layerUp").iconButton(),
                        commands.get("layerDown").iconButton(),
                        commands.get("layerRemove").iconButton()),
                commands::zoomTo,
                workbench::close);
        pane.setMinWidth(200);
        pane.setPrefWidth(248);
        return pane;
    }

    private Node inspector() {
        Tab pair = new Tab(
                Text.of("inspector.pair"),
                new PairPane(
                        workbench.pair(),
                        workbench.form().preparation(),
                        workbench.detectors().sensorsProperty()));
        Tab detect = new Tab(Text.of("inspector.detect"), new DetectPane(workbench, commands));
        Tab layer = new Tab(Text.of("inspector.layer"));
        layer.setContent(new LayerInspector(workbench, layer.selectedProperty()));
        TabPane tabs = new TabPane(pair, detect, layer);
        tabs.setId("inspector");
        tabs.getSelectionModel().select(detect);
        workbench.pair().measuringProperty().addListener((observable, old, measuring) -> {
            if (measuring) {
                tabs.getSelectionModel().select(pair);
            }
        });
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setMinWidth(264);
        tabs.setPrefWidth(304);
        return tabs;
    }

    private void watchLayers() {
        tiles.setOnFailure((painter, message) -> workbench.layers().list().stream()
                .filter(layer -> layer.painter().filter(painter::equals).isPresent())
                .filter(layer -> layer.problemProperty().get().isEmpty())
                .forEach(layer -> {
                    layer.failed(message);
                    workbench.messages().error(message);
                }));
        workbench.layers().list().addListener((ListChangeListener<LayerViewModel>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(map::unwatch);
                change.getAddedSubList().forEach(map::watch);
            }
        });
    }

    private void acceptDrops() {
        setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        setOnDragDropped(event -> {
            List<Path> files = event.getDragboard().getFiles().stream()
                    .map(java.io.File::toPath)
                    .toList();
            files.stream().filter(ModelFolder::isModel).forEach(workbench::openModel);
            workbench
                    .opener()
                    .openAll(files.stream()
                            .filter(file -> !ModelFolder.isModel(file))
                            .toList());
            event.setDropCompleted(true);
            event.consume();
        });
    }
}
