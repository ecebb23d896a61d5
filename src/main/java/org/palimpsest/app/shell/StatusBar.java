package org.palimpsest.app.shell;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.raster.Crs;

/** The line at the bottom: where the cursor is, the coordinate system, the scale, and what is being opened. */
final class StatusBar extends HBox {
    private final Workbench workbench;
    private final Label position = label("position", 260);
    private final Label values = label("values", 160);
    private final Label scale = label("scale", 96);
    private final Label system = label("system", 120);
    private final Label activity = label("activity", 80);

    StatusBar(Workbench workbench) {
        this.workbench = workbench;
        getStyleClass().add("status-bar");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(position, values, gap, activity, system, scale);
        MapViewModel map = workbench.map();
        map.cursorProperty().addListener(change -> showPosition());
        map.viewportProperty().addListener(change -> showScale());
        map.crsProperty().addListener((observable, old, crs) -> showSystem(crs));
        workbench.openingProperty().addListener(change -> showActivity());
        showSystem(map.crsProperty().get());
        showScale();
    }

    /** What stands under the cursor in both dates. */
    Label values() {
        return values;
    }

    private void showPosition() {
        position.setText(workbench
                .map()
                .cursorProperty()
                .get()
                .map(place -> coordinates(place.x(), place.y()))
                .orElse(""));
    }

    private String coordinates(double x, double y) {
        double resolution = workbench.map().viewport().resolution();
        int digits = (int) Math.max(0, Math.min(8, Math.ceil(-Math.log10(resolution))));
        return String.format(Locale.ROOT, "%,." + digits + "f E   %,." + digits + "f N", x, y)
                .replace(',', '\u202F');
    }

    private void showScale() {
        double resolution = workbench.map().viewport().resolution();
        scale.setText(Text.of("status.resolution", Numbers.significant(resolution)));
    }

    private void showSystem(Optional<Crs> crs) {
        system.setText(crs.isPresent() ? "…" : workbench.layers().list().isEmpty() ? "" : Text.of("status.noCrs"));
        crs.ifPresent(known ->
                workbench.background().run(known::toString, system::setText, e -> system.setText(known.name())));
    }

    private void showActivity() {
        int opening = workbench.openingProperty().get();
        activity.setText(opening == 0 ? "" : Text.of("status.opening", opening));
    }

    private static Label label(String id, double width) {
        Label label = new Label();
        label.setId(id);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("number");
        label.setPrefWidth(USE_COMPUTED_SIZE);
        label.setMinHeight(20);
        if (width > 200) {
            label.setMinWidth(width);
        }
        return label;
    }
}
