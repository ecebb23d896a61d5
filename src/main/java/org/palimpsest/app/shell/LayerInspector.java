package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.MapClass;
import org.palimpsest.app.layer.PictureStyle;
import org.palimpsest.app.layer.PictureStylePane;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.layer.ScoreStylePane;
import org.palimpsest.app.text.Text;
import org.palimpsest.label.LabelClass;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;

/** Style and properties of the chosen layer. */
final class LayerInspector extends ScrollPane {
    private final Workbench workbench;
    private final ObservableBooleanValue seen;
    private final VBox content = new VBox(8);
    /** What was chosen for each picture, while it is in the map. */
    private final Map<RasterLayer, PictureStyle> styles = new HashMap<>();

    /** @param seen whether the pane is in sight; while it is not, nothing is laid out */
    LayerInspector(Workbench workbench, ObservableBooleanValue seen) {
        this.workbench = workbench;
        this.seen = seen;
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("edge-to-edge");
        content.getStyleClass().add("inspector");
        setContent(content);
        workbench.layers().selectedProperty().addListener(change -> show());
        workbench.layers().list().addListener((InvalidationListener) change ->
                styles.keySet().removeIf(layer -> !workbench.layers().list().contains(layer)));
        seen.addListener(change -> show());
        show();
    }

    private void show() {
        if (seen.get()) {
            show(workbench.layers().selectedProperty().get());
        } else {
            content.getChildren().clear();
        }
    }

    private void show(Optional<LayerViewModel> chosen) {
        content.getChildren().clear();
        if (chosen.isEmpty()) {
            Label none = new Label(Text.of("layer.none"));
            none.getStyleClass().add(Styles.TEXT_MUTED);
            none.setWrapText(true);
            content.getChildren().add(none);
            return;
        }
        LayerViewModel layer = chosen.get();
        Label name = new Label(layer.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        name.setWrapText(true);
        Label problem = new Label();
        problem.textProperty().bind(layer.problemProperty());
        problem.getStyleClass().add(Styles.DANGER);
        problem.setWrapText(true);
        problem.visibleProperty().bind(layer.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        content.getChildren().addAll(name, problem);
        if (layer instanceof RasterLayer raster) {
            content.getChildren().addAll(style(raster));
            content.getChildren().addAll(DetectPane.section("layer.properties"), table(properties(raster)));
        } else if (layer instanceof PolygonLayer polygons) {
            content.getChildren().addAll(DetectPane.section("layer.properties"), table(properties(polygons)));
        } else if (layer instanceof LabelLayer labels) {
            BorderPane counted = new BorderPane();
            counted.centerProperty()
                    .bind(Bindings.createObjectBinding(() -> table(properties(labels)), labels.labelsProperty()));
            content.getChildren().addAll(DetectPane.section("layer.properties"), counted);
        }
    }

    private List<Node> style(RasterLayer layer) {
        return switch (layer.kind()) {
            case PICTURE ->
                List.of(
                        DetectPane.section("layer.style"),
                        new PictureStylePane(styles.computeIfAbsent(
                                layer, shown -> new PictureStyle(shown, workbench.map(), workbench.background()))));
            case SCORE ->
                layer.styleProperty().get() instanceof RasterStyle.GrowingScore
                        ? List.of()
                        : List.of(DetectPane.section("layer.threshold"), new ScoreStylePane(layer));
            default ->
                layer.classes().isEmpty()
                        ? List.of()
                        : List.of(DetectPane.section("layer.legend"), legend(layer.classes()));
        };
    }

    private static Node legend(List<MapClass> classes) {
        VBox legend = new VBox(4);
        legend.setId("class-legend");
        for (MapClass one : classes) {
            Rectangle swatch = new Rectangle(
                    16, 12, Color.rgb(one.argb() >> 16 & 0xFF, one.argb() >> 8 & 0xFF, one.argb() & 0xFF));
            Label label = new Label(one.label());
            label.setWrapText(true);
            HBox row = new HBox(8, swatch, label);
            row.setAlignment(Pos.CENTER_LEFT);
            legend.getChildren().add(row);
        }
        return legend;
    }

    private List<String[]> properties(RasterLayer layer) {
        Grid grid = layer.source().raster().grid();
        List<Band> bands = layer.source().raster().bands();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {Text.of("property.size"), grid.width() + " × " + grid.height() + " px"});
        rows.add(new String[] {
            Text.of("property.system"), grid.crs().map(crs -> crs.name()).orElse(Text.of("status.noCrs"))
        });
        String unit = grid.crs().isEmpty() ? "px" : grid.crs().get().isGeographic() ? "°" : "m";
        rows.add(new String[] {
            Text.of("property.pixel"),
            Numbers.significant(grid.transform().pixelWidth()) + " × "
                    + Numbers.significant(grid.transform().pixelHeight()) + " " + unit
        });
        rows.add(new String[] {
            Text.of("property.bands"),
            bands.size() + " × " + bands.get(0).type().gdalName()
        });
        rows.add(new String[] {
            Text.of("property.nodata"),
            bands.get(0).nodata().isPresent()
                    ? Numbers.significant(bands.get(0).nodata().getAsDouble())
                    : Text.of("property.none")
        });
        rows.add(new String[] {
            Text.of("property.overviews"),
            Integer.toString(layer.source().raster().levels().size() - 1)
        });
        for (int i = 0; i < bands.size() && layer.statistics().get(i).count() > 0; i++) {
            rows.add(new String[] {
                bands.get(i).name(),
                String.format(
                        Locale.ROOT,
                        "%s … %s, ø %s",
                        Numbers.significant(layer.statistics().get(i).minimum()),
                        Numbers.significant(layer.statistics().get(i).maximum()),
                        Numbers.significant(layer.statistics().get(i).mean()))
            });
        }
        rows.add(new String[] {Text.of("property.file"), layer.source().path().toString()});
        return rows;
    }

    private static List<String[]> properties(PolygonLayer layer) {
        return List.of(
                new String[] {
                    Text.of("property.polygons"),
                    Integer.toString(layer.features().all().size())
                },
                new String[] {Text.of("property.file"), layer.file().toString()});
    }

    private static List<String[]> properties(LabelLayer layer) {
        List<String[]> rows = new ArrayList<>();
        for (LabelClass label : List.of(LabelClass.CHANGED, LabelClass.UNCHANGED, LabelClass.IGNORE)) {
            rows.add(new String[] {
                Text.of("label.class." + label.id()),
                Text.of("label.pixels", layer.labels().count(label))
            });
        }
        Grid grid = layer.labels().grid();
        rows.add(new String[] {Text.of("property.size"), grid.width() + " × " + grid.height() + " px"});
        return rows;
    }

    static Node table(List<String[]> rows) {
        GridPane table = new GridPane();
        table.setHgap(8);
        table.setVgap(4);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(96);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(javafx.scene.layout.Priority.ALWAYS);
        values.setMinWidth(0);
        table.getColumnConstraints().setAll(names, values);
        for (int i = 0; i < rows.size(); i++) {
            Label name = new Label(rows.get(i)[0]);
            name.getStyleClass().add(Styles.TEXT_MUTED);
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            Label value = new Label(rows.get(i)[1]);
            value.setWrapText(true);
            value.getStyleClass().add("number");
            table.addRow(i, name, value);
        }
        return table;
    }
}
