package org.palimpsest.app.map;

import java.util.Locale;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import org.palimpsest.app.text.Text;

/** An arrow that points north, in a corner of the map; it shows only where north is not up by half a degree or more. */
public final class NorthArrow extends VBox {
    private static final double NOTABLE_DEGREES = 0.5;

    private final MapViewModel map;
    private final VBox needle = new VBox();
    private final Tooltip words = new Tooltip();

    public NorthArrow(MapViewModel map) {
        this.map = map;
        getStyleClass().add("north-arrow");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(Pos.CENTER);
        SVGPath arrow = new SVGPath();
        arrow.setContent("M7 0 L14 20 L7 15.5 L0 20 Z");
        arrow.getStyleClass().add("north-arrow-needle");
        needle.setAlignment(Pos.CENTER);
        needle.getChildren().addAll(new Label(Text.of("map.north")), arrow);
        getChildren().add(needle);
        Tooltip.install(this, words);
        InvalidationListener show = change -> show();
        map.viewportProperty().addListener(show);
        map.toDegreesProperty().addListener(show);
        show();
    }

    private void show() {
        Optional<Double> north = map.northDegrees();
        boolean shown =
                north.filter(degrees -> Math.abs(degrees) >= NOTABLE_DEGREES).isPresent();
        setVisible(shown);
        if (shown) {
            double degrees = north.get();
            needle.setRotate(degrees);
            String size = String.format(Locale.ROOT, "%.1f", Math.abs(degrees));
            words.setText(Text.of(degrees < 0 ? "map.north.left" : "map.north.right", size));
            setAccessibleText(words.getText());
        }
    }
}
