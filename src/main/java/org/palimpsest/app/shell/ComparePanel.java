package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.palimpsest.app.detector.DetectorText;
import org.palimpsest.app.detector.DetectorsViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;

/** Choosing several detectors to run on the pair and compare; those that suit its sensors, and need no weights, come first. */
final class ComparePanel extends VBox {
    private static final int FEWEST = 2;

    private final Map<Detector, CheckBox> boxes = new LinkedHashMap<>();
    private final Button compare = new Button();

    /** @param start gets the chosen detectors; the panel is closed by then */
    ComparePanel(DetectorsViewModel detectors, Runnable close, Consumer<List<Detector>> start) {
        super(12);
        setId("compare");
        setPrefWidth(560);
        Label title = new Label(Text.of("compare.title"));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("compare.words"));
        words.setWrapText(true);
        VBox list = new VBox(8);
        InvalidationListener count = change -> count();
        detectors.searchProperty().set("");
        for (Detector detector : ready(detectors.shown())) {
            CheckBox box = new CheckBox(DetectorText.name(detector.card()));
            box.setId("compare-" + detector.card().id());
            box.setOpacity(detectors.suits(detector) ? 1 : 0.6);
            box.selectedProperty().addListener(count);
            boxes.put(detector, box);
            list.getChildren().add(box);
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(360);
        scroll.getStyleClass().add("edge-to-edge");
        Button cancel = new Button(Text.of("panel.close"));
        cancel.setOnAction(event -> close.run());
        compare.setId("compare-start");
        compare.setDefaultButton(true);
        compare.getStyleClass().add(Styles.ACCENT);
        compare.setOnAction(event -> {
            close.run();
            start.accept(chosen());
        });
        HBox foot = new HBox(8, cancel, compare);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, scroll, foot);
        count();
    }

    /** Those that need nothing but the pair before those that need weights. */
    private static List<Detector> ready(List<Detector> shown) {
        return shown.stream()
                .sorted(Comparator.comparing(detector -> detector.card().kind() == DetectorCard.Kind.SUPERVISED))
                .toList();
    }

    private List<Detector> chosen() {
        return boxes.entrySet().stream()
                .filter(entry -> entry.getValue().isSelected())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void count() {
        int chosen = chosen().size();
        compare.setText(Text.of("compare.start", chosen));
        compare.setDisable(chosen < FEWEST);
    }
}
