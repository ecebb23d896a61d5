package org.palimpsest.app.shell;

import java.util.Locale;
import java.util.Optional;
import javafx.beans.InvalidationListener;
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
    private final Label position = label("position", 300);
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
        workbench.opener().openingProperty().addListener(change -> showActivity());
        map.toDegreesProperty().addListener(change -> showScale());
        workbench.layers().list().addListener((InvalidationListener) change -> showScale());
        new CursorValues(workbench, values::setText);
        showSystem(map.crsProperty().get());
        showScale();
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
        MapViewModel map = workbench.map();
        if (map.crsProperty().get().isEmpty()) {
            return Text.of("status.pixel", Math.round(Math.floor(x)), Math.round(Math.floor(-y)));
        }
        String degrees = map.degrees(x, y)
                .map(place -> String.format(
                        Locale.ROOT,
                        "%.5f° %s   %.5f° %s",
                        Math.abs(place.x()),
                        place.x() < 0 ? "W" : "E",
                        Math.abs(place.y()),
                        place.y() < 0 ? "S" : "N"))
                .orElse("");
        return map.crsProperty().get().get().isGeographic()
                ? degrees
                : String.format(Locale.ROOT, "%,.1f E   %,.1f N", x, y).replace(',', '\u202F') + "   ·   " + degrees;
    }

    private void showScale() {
        MapViewModel map = workbench.map();
        String pixel = map.metresPerPixel()
                .map(metres -> Numbers.significant(metres) + " m")
                .orElseGet(() -> Numbers.significant(map.viewport().resolution()) + " px");
        boolean empty = workbench.layers().list().isEmpty();
        scale.setText(empty ? "" : Text.of("status.resolution", pixel));
    }

    private void showSystem(Optional<Crs> crs) {
        system.setText(crs.isPresent() ? "…" : workbench.layers().list().isEmpty() ? "" : Text.of("status.noCrs"));
        crs.ifPresent(known -> workbench
                .background()
                .run(known::toString, text -> showSystem(known, text), e -> showSystem(known, known.name())));
    }

    /** Shows the name of a system if it is still the map's; a slow look-up may be overtaken. */
    private void showSystem(Crs named, String text) {
        if (workbench.map().crsProperty().get().filter(named::equals).isPresent()) {
            system.setText(text);
        }
    }

    private void showActivity() {
        int opening = workbench.opener().openingProperty().get();
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
