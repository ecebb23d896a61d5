package org.palimpsest.app.map;

import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A bar of a round length on the ground, in the corner of the map. */
public final class ScaleBar extends VBox {
    private static final double LONGEST = 140;

    private final MapViewModel map;
    private final Label words = new Label();
    private final Region bar = new Region();

    public ScaleBar(MapViewModel map) {
        this.map = map;
        getStyleClass().add("scale-bar");
        bar.getStyleClass().add("scale-bar-line");
        bar.setMaxWidth(USE_PREF_SIZE);
        setAlignment(Pos.CENTER_LEFT);
        setMouseTransparent(true);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().addAll(words, bar);
        InvalidationListener show = change -> show();
        map.viewportProperty().addListener(show);
        map.toDegreesProperty().addListener(show);
        show();
    }

    private void show() {
        Optional<Double> metres = map.metresPerPixel();
        double perPixel = metres.orElse(map.viewport().resolution());
        double length = roundLength(perPixel * LONGEST);
        words.setText(metres.isPresent() ? metric(length) : number(length) + " px");
        bar.setPrefWidth(length / perPixel);
    }

    /** The largest 1, 2 or 5 times a power of ten that is not longer. */
    static double roundLength(double longest) {
        double power = Math.pow(10, Math.floor(Math.log10(longest)));
        double digits = longest / power;
        return (digits >= 5 ? 5 : digits >= 2 ? 2 : 1) * power;
    }

    private static String metric(double metres) {
        return metres >= 1000
                ? number(metres / 1000) + " km"
                : metres >= 1 ? number(metres) + " m" : number(metres * 100) + " cm";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
