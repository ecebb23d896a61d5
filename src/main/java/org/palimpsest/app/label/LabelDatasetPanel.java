package org.palimpsest.app.label;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.train.dataset.BlockSplit.Counts;
import org.palimpsest.train.dataset.DatasetMaker;
import org.palimpsest.train.dataset.Split;

/** The form that makes a dataset of the labels, with what each split would hold; afterwards it leads on to a training. */
public final class LabelDatasetPanel extends VBox {
    private static final double LABEL_WIDTH = 128;
    private static final Split[] SPLITS = {Split.TRAIN, Split.VAL};

    private final LabelDatasetViewModel dataset;

    /**
     * @param chooser asks for a folder
     * @param train begins a training on a dataset; the panel is to be closed then
     * @param leave closes the panel
     */
    public LabelDatasetPanel(
            LabelDatasetViewModel dataset, Supplier<Optional<Path>> chooser, Consumer<Path> train, Runnable leave) {
        super(12);
        this.dataset = dataset;
        setId("label-dataset");
        setPrefWidth(600);
        Label title = new Label(Text.of("command.labelDataset").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("label.dataset.words"));
        words.setWrapText(true);
        GridPane form = new GridPane();
        form.setHgap(8);
        form.setVgap(12);
        row(form, 0, "label.dataset.chip", field("label-dataset-chip", dataset.chipProperty()), "px");
        row(form, 1, "label.dataset.validation", field("label-dataset-validation", dataset.validationProperty()), "%");
        row(form, 2, "label.dataset.margin", field("label-dataset-margin", dataset.marginProperty()), "px");
        row(form, 3, "label.dataset.format", format(), "");
        form.addRow(4, named("label.dataset.folder"), folder(chooser));
        Button leaving = new Button(Text.of("panel.close"));
        leaving.setOnAction(event -> leave.run());
        HBox foot = new HBox(8, leaving, make(), train(train));
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, form, counts(), notice(), done(), foot);
        dataset.count();
    }

    private Button make() {
        Button make = new Button(Text.of("label.dataset.make"));
        make.setId("label-dataset-make");
        make.setDefaultButton(true);
        make.getStyleClass().add(Styles.ACCENT);
        make.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> dataset.workingProperty().get()
                                || dataset.countsProperty().get().isEmpty()
                                || dataset.madeProperty().get().isPresent(),
                        dataset.workingProperty(),
                        dataset.countsProperty(),
                        dataset.madeProperty()));
        make.setOnAction(event -> dataset.make());
        return make;
    }

    private Button train(Consumer<Path> train) {
        Button button = new Button(Text.of("label.dataset.train"), Icon.of("train"));
        button.setId("label-dataset-train");
        button.visibleProperty().bind(dataset.madeProperty().map(Optional::isPresent));
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(event -> dataset.madeProperty().get().ifPresent(train));
        return button;
    }

    private Node format() {
        ComboBox<DatasetMaker.Format> box =
                new ComboBox<>(FXCollections.observableArrayList(DatasetMaker.Format.values()));
        box.setId("label-dataset-format");
        box.setAccessibleText(Text.of("label.dataset.format"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(DatasetMaker.Format format) {
                return format == null ? "" : Text.of("label.dataset.format." + format.name());
            }

            @Override
            public DatasetMaker.Format fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        });
        box.valueProperty().bindBidirectional(dataset.formatProperty());
        return box;
    }

    private Node folder(Supplier<Optional<Path>> chooser) {
        TextField field = field("label-dataset-folder", dataset.folderProperty());
        HBox.setHgrow(field, Priority.ALWAYS);
        Button choose = new Button(Text.of("setting.choose"));
        choose.setOnAction(event -> chooser.get().ifPresent(chosen -> field.setText(chosen.toString())));
        HBox box = new HBox(8, field, choose);
        GridPane.setHgrow(box, Priority.ALWAYS);
        GridPane.setColumnSpan(box, 2);
        return box;
    }

    /** The table of what each split would hold. */
    private Node counts() {
        GridPane table = new GridPane();
        table.setId("label-dataset-counts");
        table.setHgap(24);
        table.setVgap(4);
        Runnable fill = () -> {
            table.getChildren().clear();
            Map<Split, Counts> counts = dataset.countsProperty().get();
            if (counts.isEmpty()) {
                return;
            }
            table.addRow(
                    0,
                    muted(""),
                    muted(Text.of("label.dataset.chips")),
                    muted(Text.of("label.class.changed")),
                    muted(Text.of("label.class.unchanged")));
            for (int i = 0; i < SPLITS.length; i++) {
                Counts one = counts.getOrDefault(SPLITS[i], Counts.NONE);
                table.addRow(
                        i + 1,
                        new Label(Text.of("label.dataset.split." + SPLITS[i])),
                        number(one.chips()),
                        pixels(one.changed()),
                        pixels(one.unchanged()));
            }
        };
        dataset.countsProperty().addListener(change -> fill.run());
        fill.run();
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(Icon.SMALL, Icon.SMALL);
        busy.visibleProperty().bind(dataset.workingProperty());
        HBox box = new HBox(12, table, busy);
        box.setMinHeight(64);
        return box;
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add(Styles.TEXT_MUTED);
        return label;
    }

    private static Label number(long value) {
        return right(String.format(Text.locale(), "%,d", value));
    }

    private static Label pixels(long value) {
        return right(Text.of("label.pixels", value));
    }

    private static Label right(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("number");
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    private Node notice() {
        Label words = new Label();
        words.textProperty().bind(dataset.problemProperty());
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox box = new HBox(8, Icon.of("warning"), words);
        box.setId("label-dataset-problem");
        box.getStyleClass().addAll("notice", "message-error");
        box.visibleProperty().bind(dataset.problemProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node done() {
        Label words = new Label();
        words.setWrapText(true);
        words.textProperty()
                .bind(dataset.madeProperty().map(made -> made.map(place -> Text.of("label.dataset.made", place))
                        .orElse("")));
        HBox box = new HBox(8, Icon.of("accept"), words);
        box.setId("label-dataset-made");
        box.getStyleClass().addAll("notice", "message-information");
        box.visibleProperty().bind(dataset.madeProperty().map(Optional::isPresent));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private static TextField field(String id, StringProperty property) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(6);
        field.textProperty().bindBidirectional(property);
        return field;
    }

    private static void row(GridPane form, int row, String key, Node field, String unit) {
        field.setAccessibleText(Text.of(key));
        Label units = new Label(unit);
        GridPane.setHgrow(units, Priority.ALWAYS);
        form.addRow(row, named(key), field, units);
    }

    private static Label named(String key) {
        Label label = new Label(Text.of(key));
        label.setMinWidth(LABEL_WIDTH);
        label.setTooltip(new Tooltip(Text.of(key + ".tip")));
        return label;
    }
}
