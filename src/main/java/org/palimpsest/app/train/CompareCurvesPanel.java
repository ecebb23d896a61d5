package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.text.Text;

/** One curve of several trainings in one chart, also of trainings from other folders. */
public final class CompareCurvesPanel extends VBox {
    private static final int COLOURS = 8;
    private static final double CHART_WIDTH = 680;
    private static final double CHART_HEIGHT = 400;
    private static final double LIST_WIDTH = 288;

    private final TrainingsViewModel trainings;
    private final Set<TrainingViewModel> chosen = new LinkedHashSet<>();
    private final ComboBox<Curve> curve = new ComboBox<>(FXCollections.observableArrayList(Curve.values()));
    private final VBox list = new VBox(8);
    private final VBox place = new VBox();
    private final InvalidationListener update = change -> show();
    private final WeakInvalidationListener weak = new WeakInvalidationListener(update);
    private final ListChangeListener<TrainingViewModel> relist = change -> list();

    /** @param first trainings whose curves are shown at once */
    public CompareCurvesPanel(TrainingsViewModel trainings, List<TrainingViewModel> first, TrainingActions actions) {
        super(12);
        this.trainings = trainings;
        setId("compare-curves");
        chosen.addAll(first);
        Label title = new Label(Text.of("command.compareCurves").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        curve.setId("compare-curve");
        curve.setAccessibleText(Text.of("training.compare.curve"));
        curve.setValue(Curve.VALIDATION_F1);
        curve.setConverter(new StringConverter<>() {
            @Override
            public String toString(Curve one) {
                return one == null ? "" : one.words();
            }

            @Override
            public Curve fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        });
        curve.valueProperty().addListener(change -> show());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button add = new Button(Text.of("training.compare.add"));
        add.setId("compare-add");
        add.setOnAction(event -> actions.chooseFolder(Text.of("training.compare.add.tip"))
                .ifPresent(folder -> trainings.open(folder, training -> {
                    chosen.add(training);
                    list();
                })));
        HBox head = new HBox(12, title, gap, curve, add);
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setPrefSize(LIST_WIDTH, CHART_HEIGHT);
        Button close = new Button(Text.of("panel.close"));
        close.getStyleClass().add(Styles.ACCENT);
        close.setOnAction(event -> actions.close());
        HBox foot = new HBox(close);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(head, new HBox(16, scroll, place), foot);
        trainings.list().addListener(new javafx.collections.WeakListChangeListener<>(relist));
        list();
    }

    private void list() {
        list.getChildren().clear();
        for (TrainingViewModel training : trainings.list()) {
            training.changesProperty().removeListener(weak);
            training.changesProperty().addListener(weak);
            training.changesProperty().get();
            CheckBox box = new CheckBox(TrainingText.title(training));
            box.setMnemonicParsing(false);
            box.setSelected(chosen.contains(training));
            box.setTooltip(FormGrid.tooltip(training.folder().toString()));
            box.selectedProperty().addListener((observable, old, on) -> {
                if (on) {
                    chosen.add(training);
                } else {
                    chosen.remove(training);
                }
                show();
            });
            box.setGraphic(mark(training));
            Label best = new Label(TrainingText.best(training));
            best.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
            list.getChildren().add(new VBox(box, best));
        }
        show();
    }

    /** The colour of its line, which stays while others are chosen. */
    private Node mark(TrainingViewModel training) {
        Region mark = new Region();
        mark.getStyleClass().addAll("curve-key", "curve-key-" + colour(training));
        return mark;
    }

    private int colour(TrainingViewModel training) {
        return trainings.list().indexOf(training) % COLOURS;
    }

    private static void paint(XYChart.Series<Number, Number> series, String style) {
        series.getNode().getStyleClass().add(style);
        series.getData().stream()
                .map(XYChart.Data::getNode)
                .filter(java.util.Objects::nonNull)
                .forEach(symbol -> symbol.getStyleClass().add(style));
    }

    private void show() {
        Curve shown = curve.getValue();
        CurveChart chart = new CurveChart(shown.words(), !shown.measure().equals("loss"));
        chart.setPrefSize(CHART_WIDTH, CHART_HEIGHT);
        chart.getStyleClass().add("compared");
        Map<String, CurveChart.Line> lines = new LinkedHashMap<>();
        trainings.list().stream().filter(chosen::contains).forEach(training -> {
            training.changesProperty().get();
            lines.put(training.folder().toString(), new CurveChart.Line(shown, training.points()));
        });
        chart.show(lines);
        int index = 0;
        for (TrainingViewModel training : trainings.list()) {
            if (chosen.contains(training)) {
                paint(chart.getData().get(index++), "line-" + colour(training));
            }
        }
        place.getChildren().setAll(chart);
    }
}
