package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The form that writes a dataset from a pair with a label, or from another dataset, and then offers to train on it. */
public final class DatasetMakePanel extends VBox {
    /** What the form asks the window to do. */
    public interface Actions {
        Optional<Path> chooseFolder(String title);

        Optional<Path> chooseFile(String title);

        /** Goes on to the form of a training on a dataset that was written. */
        void trainOn(Path dataset);

        void close();
    }

    private final DatasetMakeViewModel form;

    public DatasetMakePanel(DatasetMakeViewModel form, Actions actions) {
        super(12);
        this.form = form;
        setId("dataset-make-panel");
        setPrefWidth(600);
        Label title = new Label(Text.of("command.makeDataset").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        ToggleGroup sources = new ToggleGroup();
        RadioButton pair = new RadioButton(Text.of("dataset.make.pair"));
        pair.setId("make-from-pair");
        RadioButton other = new RadioButton(Text.of("dataset.make.other"));
        other.setId("make-from-dataset");
        pair.setToggleGroup(sources);
        other.setToggleGroup(sources);
        pair.setSelected(form.fromPairProperty().get());
        other.setSelected(!pair.isSelected());
        form.fromPairProperty().bind(pair.selectedProperty());
        FormGrid files = new FormGrid();
        file(files, "before", form.before(), actions::chooseFile);
        file(files, "after", form.after(), actions::chooseFile);
        file(files, "label", form.label(), actions::chooseFile);
        FormGrid folder = new FormGrid();
        file(folder, "source", form.source(), actions::chooseFolder);
        shownWhile(files, pair);
        shownWhile(folder, other);
        FormGrid how = new FormGrid();
        text(how, "chip", form.chip());
        text(how, "ignore", form.ignore());
        how.add(
                Text.of("dataset.make.format"),
                Text.of("dataset.make.format.tip"),
                FormGrid.choice(
                        form.format(),
                        "make-format",
                        Text.of("dataset.make.format"),
                        List.of("folder", "parquet"),
                        name -> Text.of("dataset.format." + name)),
                form.format());
        file(how, "output", form.output(), actions::chooseFolder);
        Button make = new Button(Text.of("dataset.make.start"));
        make.setId("make-start");
        make.setDefaultButton(true);
        make.getStyleClass().add(Styles.ACCENT);
        Button close = new Button(Text.of("panel.close"));
        close.setOnAction(event -> {
            form.cancel();
            actions.close();
        });
        Button train = new Button(Text.of("dataset.make.train"));
        train.setId("make-train");
        train.getStyleClass().add(Styles.ACCENT);
        Label made = new Label();
        made.setId("make-done");
        made.setWrapText(true);
        HBox.setHgrow(made, Priority.ALWAYS);
        made.setMaxWidth(Double.MAX_VALUE);
        HBox foot = new HBox(8, made, progress(), close, make);
        foot.setAlignment(Pos.CENTER_RIGHT);
        make.disableProperty().bind(form.makingProperty());
        Consumer<DatasetMakeViewModel.Made> show = result -> {
            made.setText(Text.of("dataset.make.done", result.words()));
            train.setOnAction(event -> actions.trainOn(result.folder()));
            foot.getChildren().setAll(made, close, train);
            train.requestFocus();
        };
        make.setOnAction(event -> form.make(show));
        getChildren().addAll(title, new HBox(16, pair, other), files, folder, how, problem(), foot);
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(form.progressProperty());
        bar.setAccessibleText(Text.of("dataset.make.progress"));
        Button stop = new Button(Text.of("dataset.stop"));
        stop.setOnAction(event -> form.cancel());
        HBox box = new HBox(8, bar, stop);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(form.makingProperty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node problem() {
        Label words = new Label();
        words.setId("make-problem");
        words.textProperty().bind(form.problemProperty());
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox box = new HBox(8, Icon.of("warning"), words);
        box.getStyleClass().addAll("notice", "message-error");
        box.visibleProperty().bind(form.problemProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private static void shownWhile(Node node, RadioButton button) {
        node.visibleProperty().bind(button.selectedProperty());
        node.managedProperty().bind(button.selectedProperty());
    }

    private static void file(FormGrid grid, String name, FormField field, Function<String, Optional<Path>> chooser) {
        String words = Text.of("dataset.make." + name);
        String tip = Text.of("dataset.make." + name + ".tip");
        grid.add(words, tip, FormGrid.path(field, "make-" + name, words, () -> chooser.apply(tip)), field);
    }

    private static void text(FormGrid grid, String name, FormField field) {
        String words = Text.of("dataset.make." + name);
        grid.add(words, Text.of("dataset.make." + name + ".tip"), FormGrid.text(field, "make-" + name, words), field);
    }
}
