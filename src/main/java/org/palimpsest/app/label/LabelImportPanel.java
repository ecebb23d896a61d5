package org.palimpsest.app.label;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.LayersViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelImport;
import org.palimpsest.label.LabelImport.Zero;
import org.palimpsest.vector.PolygonRaster;

/** Taking labels from a mask or reviewed polygons of the map, or from a file. */
public final class LabelImportPanel extends VBox {
    private final LabelsViewModel labels;
    private final ReviewViewModel review;
    private final RadioButton unchanged = new RadioButton(Text.of("label.import.unchanged"));

    /**
     * @param chooser asks for a file
     * @param done is called when the import has begun or the user thought better of it
     */
    public LabelImportPanel(
            LabelsViewModel labels,
            LayersViewModel layers,
            ReviewViewModel review,
            Supplier<Optional<Path>> chooser,
            Runnable done) {
        super(12);
        this.labels = labels;
        this.review = review;
        setId("label-import");
        setPrefWidth(520);
        Label title = new Label(Text.of("command.labelImport").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("label.import.words"));
        words.setWrapText(true);
        ComboBox<LayerViewModel> source = new ComboBox<>(FXCollections.observableArrayList(sources(layers)));
        source.setId("label-import-layer");
        source.setAccessibleText(Text.of("label.import.layer"));
        source.setConverter(new Names());
        source.setMaxWidth(Double.MAX_VALUE);
        source.setMinWidth(0);
        source.getSelectionModel().selectFirst();
        HBox.setHgrow(source, Priority.ALWAYS);
        Button take = new Button(Text.of("label.import.take"));
        take.setId("label-import-take");
        take.setDisable(source.getItems().isEmpty());
        take.setDefaultButton(true);
        take.getStyleClass().add(Styles.ACCENT);
        take.setOnAction(event -> {
            done.run();
            take(source.getValue());
        });
        Button file = new Button(Text.of("label.import.file"));
        file.setId("label-import-file");
        file.setOnAction(event -> chooser.get().ifPresent(chosen -> {
            done.run();
            take(chosen);
        }));
        Button cancel = new Button(Text.of("panel.close"));
        cancel.setOnAction(event -> done.run());
        HBox foot = new HBox(8, cancel, file, take);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, new HBox(8, new Label(Text.of("label.import.layer")), source), rest(), foot);
        ((HBox) getChildren().get(2)).setAlignment(Pos.CENTER_LEFT);
    }

    private VBox rest() {
        ToggleGroup group = new ToggleGroup();
        RadioButton nothing = new RadioButton(Text.of("label.import.nothing"));
        unchanged.setId("label-import-unchanged");
        nothing.setId("label-import-nothing");
        unchanged.setToggleGroup(group);
        nothing.setToggleGroup(group);
        unchanged.setSelected(true);
        unchanged.setWrapText(true);
        nothing.setWrapText(true);
        return new VBox(4, new Label(Text.of("label.import.rest")), unchanged, nothing);
    }

    private static List<LayerViewModel> sources(LayersViewModel layers) {
        List<LayerViewModel> sources = new ArrayList<>();
        for (LayerViewModel layer : layers.list()) {
            if (layer.kind() == LayerKind.POLYGONS || layer.kind() == LayerKind.MASK) {
                sources.add(layer);
            }
        }
        return sources;
    }

    private Zero zero() {
        return unchanged.isSelected() ? Zero.UNCHANGED : Zero.NOTHING;
    }

    private void take(LayerViewModel layer) {
        Zero zero = zero();
        if (layer instanceof RasterLayer mask) {
            labels.work(
                    map -> LabelImport.raster(map, mask.source().raster(), zero, Progress.NONE, Cancellation.NEVER),
                    done -> {});
        } else if (layer instanceof PolygonLayer polygons && labels.begin()) {
            LabelSource source = LabelSource.of(polygons, review);
            Map<LabelClass, PolygonRaster> areas =
                    source.areas(labels.layerProperty().get().orElseThrow());
            LabelClass rest = zero == Zero.UNCHANGED ? LabelClass.UNCHANGED : LabelClass.NONE;
            labels.work(map -> LabelImport.polygons(map, areas, rest, Progress.NONE, Cancellation.NEVER), done -> {});
        }
    }

    private void take(Path file) {
        Zero zero = zero();
        labels.work(map -> LabelImport.file(map, file, zero, Progress.NONE, Cancellation.NEVER), done -> {});
    }

    /** Layers by their names. */
    private static final class Names extends StringConverter<LayerViewModel> {
        @Override
        public String toString(@Nullable LayerViewModel layer) {
            return layer == null ? "" : layer.name();
        }

        @Override
        public LayerViewModel fromString(String text) {
            throw new UnsupportedOperationException("The list is not typed into.");
        }
    }
}
