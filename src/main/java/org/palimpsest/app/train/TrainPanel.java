package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.hub.HubReference;
import org.palimpsest.train.Recipe;
import org.palimpsest.zoo.NetworkRegistry;

/** The form of a training: the dataset with its check on the left, network, recipe and settings on the right. */
public final class TrainPanel extends VBox {
    private static final double DATA_WIDTH = 400;
    private static final double SETTINGS_WIDTH = 472;
    private static final double HEIGHT = 500;

    /** What the form asks the window to do. */
    public interface Actions {
        Optional<Path> chooseFolder(String title);

        Optional<Path> chooseFile(String title);

        /** Starts a training; the panel is to be closed then. */
        void start(TrainingOrder order);

        /** Puts the command line of a training on the clipboard. */
        void copy(TrainingOrder order);

        /** Opens the form that writes a dataset. */
        void makeDataset();

        void close();
    }

    private final TrainFormViewModel form;
    private final DatasetCheckViewModel check;
    private final Actions actions;

    public TrainPanel(TrainFormViewModel form, DatasetCheckViewModel check, Actions actions) {
        super(12);
        this.form = form;
        this.check = check;
        this.actions = actions;
        setId("train-panel");
        Label title = new Label(Text.of("command.train").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        HBox halves = new HBox(24, scroll(dataset(), DATA_WIDTH), scroll(settings(), SETTINGS_WIDTH));
        Button copy = new Button(Text.of("run.copyCommand"));
        copy.setId("train-copy");
        copy.setOnAction(event -> form.order().ifPresent(actions::copy));
        Button close = new Button(Text.of("panel.close"));
        close.setOnAction(event -> actions.close());
        Button start = new Button(Text.of("train.start"));
        start.setId("train-start");
        start.setDefaultButton(true);
        start.getStyleClass().add(Styles.ACCENT);
        start.setOnAction(event -> form.check(this::startWhenSound));
        Label words = new Label(Text.of("train.words"));
        words.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        for (Button button : List.of(copy, close, start)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox foot = new HBox(8, words, copy, close, start);
        foot.setAlignment(Pos.CENTER_RIGHT);
        foot.setMaxWidth(DATA_WIDTH + SETTINGS_WIDTH + 24);
        getChildren().addAll(title, halves, foot);
    }

    /** Starts the training once the dataset is known to be sound. */
    private void startWhenSound(TrainingOrder order) {
        boolean known = check.isOf(order.dataset(), order.ignore());
        if (order.isFromHub()) {
            actions.start(order);
        } else if (known && check.state() == DatasetCheckViewModel.State.SOUND) {
            actions.start(order);
        } else if (known && check.state() == DatasetCheckViewModel.State.BROKEN) {
            form.dataset().setProblem(Text.of("train.broken"));
        } else {
            check.start(order.dataset(), order.ignore(), () -> {
                if (check.state() == DatasetCheckViewModel.State.SOUND) {
                    actions.start(order);
                }
            });
        }
    }

    private void checkDataset() {
        String place = form.dataset().text();
        if (!place.isEmpty()
                && !HubReference.isReference(place)
                && !check.isOf(place, form.ignore().text())) {
            check.start(place, form.ignore().text(), () -> {});
        }
    }

    private Node dataset() {
        FormGrid grid = new FormGrid();
        HBox place = grid.add(
                Text.of("train.dataset"),
                Text.of("train.dataset.tip"),
                FormGrid.path(
                        form.dataset(),
                        "train-dataset",
                        Text.of("train.dataset"),
                        () -> actions.chooseFolder(Text.of("train.dataset.tip"))),
                form.dataset());
        TextField ignore = grid.add(
                Text.of("train.ignore"),
                Text.of("train.ignore.tip"),
                FormGrid.text(form.ignore(), "train-ignore", Text.of("train.ignore")),
                form.ignore());
        ignore.setPromptText(Text.of("train.ignore.prompt"));
        form.dataset().textProperty().addListener(change -> {
            if (!check.isOf(form.dataset().text(), form.ignore().text())) {
                check.reset();
            }
        });
        // Typing checks nothing yet: the folder is read when the field is left, or chosen, or Enter is pressed.
        for (Node field : List.of(place.getChildren().get(0), ignore)) {
            field.focusedProperty().addListener((observable, old, focused) -> {
                if (!focused) {
                    checkDataset();
                }
            });
        }
        if (place.getChildren().get(1) instanceof Button browse) {
            var choose = browse.getOnAction();
            browse.setOnAction(event -> {
                choose.handle(event);
                checkDataset();
            });
        }
        Button run = new Button(Text.of("dataset.check"));
        run.setId("dataset-check");
        run.setOnAction(event -> checkDataset());
        Button make = new Button(Text.of("command.makeDataset"));
        make.setId("dataset-make");
        make.setOnAction(event -> actions.makeDataset());
        checkDataset();
        Platform.runLater(place.getChildren().get(0)::requestFocus);
        return new VBox(8, grid, new HBox(8, run, make), new DatasetReportView(check));
    }

    private Node settings() {
        FormGrid what = new FormGrid();
        what.add(
                Text.of("train.network"),
                Text.of("train.network.tip"),
                FormGrid.choice(
                        form.network(),
                        "train-network",
                        Text.of("train.network"),
                        NetworkRegistry.all().stream()
                                .map(NetworkRegistry.Entry::id)
                                .toList(),
                        TrainPanel::networkName),
                form.network());
        what.add(Text.of("train.recipe"), Text.of("train.recipe.tip"), recipe(), form.recipeName());
        Label summary = new Label();
        summary.setWrapText(true);
        summary.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Function<Optional<Recipe>, String> words =
                recipe -> recipe.map(Recipe::summary).orElse("");
        summary.textProperty().bind(form.recipeProperty().map(words));
        FormGrid from = new FormGrid();
        from.add(
                Text.of("train.init"),
                Text.of("train.init.tip"),
                FormGrid.path(
                        form.init(),
                        "train-init",
                        Text.of("train.init"),
                        () -> actions.chooseFolder(Text.of("train.init.tip"))),
                form.init());
        Node weights = from.add(
                Text.of("train.encoderWeights"),
                Text.of("train.encoderWeights.tip"),
                FormGrid.path(
                        form.encoderWeights(),
                        "train-encoder-weights",
                        Text.of("train.encoderWeights"),
                        () -> actions.chooseFile(Text.of("train.encoderWeights.tip"))),
                form.encoderWeights());
        Node freeze = from.add(
                "",
                Text.of("train.freeze.tip"),
                FormGrid.flag(form.freeze(), "train-freeze", Text.of("train.freeze")),
                form.freeze());
        for (Node node : List.of(weights, freeze)) {
            node.disableProperty().bind(form.encoderProperty().not());
        }
        FormGrid main = new FormGrid();
        SettingRows.add(main, SettingGroup.MAIN.of(form.settings()));
        VBox all = new VBox(
                8,
                what,
                summary,
                FormGrid.section(Text.of("train.from"), from),
                from,
                FormGrid.section(Text.of("train.group.MAIN"), main),
                main,
                options(),
                group(SettingGroup.OPTIMISER),
                group(SettingGroup.LOSS),
                group(SettingGroup.AUGMENTATION),
                group(SettingGroup.VALIDATION));
        FormGrid machine = machine();
        all.getChildren().addAll(FormGrid.section(Text.of("train.where"), machine), machine);
        return all;
    }

    private Node recipe() {
        ComboBox<String> box = FormGrid.choice(
                form.recipeName(), "train-recipe", Text.of("train.recipe"), List.of(), UnaryOperator.identity());
        box.setEditable(true);
        InvalidationListener offer = change -> {
            String chosen = form.recipeName().text();
            box.getItems().setAll(form.network().text(), "usual", "ucd", "ready-made");
            form.recipeName().textProperty().set(chosen);
        };
        form.network().textProperty().addListener(offer);
        offer.invalidated(form.network().textProperty());
        Button browse = new Button(Text.of("setting.choose"));
        browse.setMinWidth(Region.USE_PREF_SIZE);
        browse.setOnAction(event -> actions.chooseFile(Text.of("train.recipe.tip"))
                .ifPresent(file -> form.recipeName().textProperty().set(file.toString())));
        HBox.setHgrow(box, Priority.ALWAYS);
        return new HBox(4, box, browse);
    }

    /** What the network can be built with; made anew when another network is chosen. */
    private Node options() {
        VBox place = new VBox();
        InvalidationListener show = change -> {
            FormGrid grid = new FormGrid();
            form.options()
                    .forEach(option -> grid.add(
                            option.name(),
                            "",
                            FormGrid.text(option, "option-" + option.name(), option.name()),
                            option));
            TitledPane pane = new TitledPane(Text.of("train.options"), grid);
            pane.setExpanded(false);
            pane.setAnimated(false);
            place.getChildren().setAll(pane);
            place.setVisible(!form.options().isEmpty());
            place.setManaged(place.isVisible());
        };
        form.options().addListener(show);
        show.invalidated(form.options());
        return place;
    }

    private Node group(SettingGroup group) {
        FormGrid grid = new FormGrid();
        SettingRows.add(grid, group.of(form.settings()));
        TitledPane pane = new TitledPane(Text.of("train.group." + group), grid);
        pane.setId("group-" + group);
        pane.setExpanded(false);
        pane.setAnimated(false);
        return pane;
    }

    private FormGrid machine() {
        FormGrid machine = new FormGrid();
        ComboBox<String> device = FormGrid.choice(
                form.device(),
                "train-device",
                Text.of("setting.device"),
                List.of("cpu", "gpu"),
                UnaryOperator.identity());
        device.setEditable(true);
        machine.add(Text.of("setting.device"), Text.of("train.device.tip"), device, form.device());
        machine.add(
                Text.of("setting.threads"),
                "",
                FormGrid.text(form.threads(), "train-threads", Text.of("setting.threads")),
                form.threads());
        machine.add(
                Text.of("train.memory"),
                Text.of("train.memory.tip"),
                FormGrid.text(form.memory(), "train-memory", Text.of("train.memory")),
                form.memory());
        machine.add(
                Text.of("train.output"),
                Text.of("train.output.tip"),
                FormGrid.path(
                        form.output(),
                        "train-output",
                        Text.of("train.output"),
                        () -> actions.chooseFolder(Text.of("train.output.tip"))),
                form.output());
        return machine;
    }

    /** What a network is called in its paper. */
    static String networkName(String id) {
        return NetworkRegistry.byId(id).map(NetworkRegistry.Entry::name).orElse(id);
    }

    private static ScrollPane scroll(Node content, double width) {
        if (content instanceof Region region) {
            region.setPadding(new javafx.geometry.Insets(0, 12, 0, 0));
        }
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefSize(width, HEIGHT);
        scroll.getStyleClass().add("edge-to-edge");
        return scroll;
    }
}
