package org.palimpsest.app.export;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The form of an export: products, formats, folder; Enter exports, Escape leaves. */
public final class ExportPanel extends VBox {
    private static final double LABEL_WIDTH = 96;

    private final ExportViewModel export;

    /**
     * @param chooser asks for a folder, under a title
     * @param done hears the folder and the number of files; the panel is to be closed then
     * @param leave is called when the user thought better of it; the panel is to be closed then
     */
    public ExportPanel(
            ExportViewModel export,
            Function<String, Optional<Path>> chooser,
            BiConsumer<Path, Integer> done,
            Runnable leave) {
        super(12);
        this.export = export;
        setId("export-panel");
        setPrefWidth(600);
        Label title = new Label(Text.of("command.export").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        GridPane form = new GridPane();
        form.setHgap(8);
        form.setVgap(12);
        FlowPane rasters = new FlowPane(
                16,
                8,
                box("export-mask", Text.of("export.mask"), export.maskProperty()),
                box("export-score", Text.of("export.score"), export.scoreProperty()));
        row(form, 0, "export.rasters", rasters);
        FlowPane formats = new FlowPane(16, 8);
        export.formats().forEach((format, on) -> formats.getChildren()
                .add(box("export-" + format.extension(), Text.of("format." + format.extension()), on)));
        row(form, 1, "export.polygons", formats);
        CheckBox rejected =
                box("export-rejected", Text.of("export.rejected", export.rejectedCount()), export.rejectedProperty());
        rejected.setDisable(export.rejectedCount() == 0);
        row(form, 2, "", rejected);
        row(form, 3, "", box("export-qgis", Text.of("export.qgis"), export.qgisProperty()));
        TextField folder = new TextField();
        folder.setId("export-folder");
        folder.setAccessibleText(Text.of("export.folder"));
        folder.textProperty().bindBidirectional(export.folderProperty());
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = new Button(Text.of("setting.choose"));
        choose.setId("export-choose");
        choose.setOnAction(event ->
                chooser.apply(Text.of("command.export.tip")).ifPresent(chosen -> folder.setText(chosen.toString())));
        row(form, 4, "export.folder", new HBox(8, folder, choose));
        Button write = new Button(Text.of("export.write"));
        write.setId("export-write");
        write.setDefaultButton(true);
        write.getStyleClass().add(Styles.ACCENT);
        write.setOnAction(event -> export.write(done));
        write.disableProperty().bind(export.writingProperty());
        Button cancel = new Button(Text.of("project.unsaved.stay"));
        cancel.setOnAction(event -> leave.run());
        HBox foot = new HBox(8, cancel, write);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, form, problem(), foot);
        focusedProperty().addListener(change -> Platform.runLater(folder::requestFocus));
    }

    private Node problem() {
        Label words = new Label();
        words.textProperty().bind(export.problemProperty());
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox box = new HBox(8, Icon.of("warning"), words);
        box.setId("export-problem");
        box.getStyleClass().addAll("notice", "message-error");
        box.visibleProperty().bind(export.problemProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private static CheckBox box(String id, String words, BooleanProperty on) {
        CheckBox box = new CheckBox(words);
        box.setId(id);
        box.setMnemonicParsing(false);
        box.selectedProperty().bindBidirectional(on);
        return box;
    }

    private static void row(GridPane form, int row, String key, Node field) {
        Label label = new Label(key.isEmpty() ? "" : Text.of(key));
        label.setMinWidth(LABEL_WIDTH);
        label.setLabelFor(field);
        GridPane.setHgrow(field, Priority.ALWAYS);
        form.addRow(row, label, field);
    }
}
