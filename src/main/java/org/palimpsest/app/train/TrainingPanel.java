package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.IconButton;
import org.palimpsest.app.work.Background;

/** One training from near: curves of loss, F1 and IoU as they grow, what it predicted after each epoch, and its messages. */
public final class TrainingPanel extends VBox {
    private static final double WIDTH = 1096;
    private static final double CHART_HEIGHT = 212;
    private static final double PICTURES_HEIGHT = 244;
    private static final double PICTURES_WIDTH = 640;

    private final TrainingViewModel training;
    private final TrainingsViewModel trainings;
    private final TrainingActions actions;
    private final Label title = new Label();
    private final Label line = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final HBox buttons = new HBox(4);
    private final CurveChart loss = new CurveChart(Text.of("curve.loss"), false);
    private final CurveChart f1 = new CurveChart(Text.of("curve.f1"), true);
    private final CurveChart iou = new CurveChart(Text.of("curve.iou"), true);
    private final EpochPictures pictures;
    private final Label messages = new Label();
    private final Button use = new Button(Text.of("training.use"));
    private int shownEpochs = -1;
    private final InvalidationListener update = change -> show();

    public TrainingPanel(
            TrainingViewModel training, TrainingsViewModel trainings, Background background, TrainingActions actions) {
        super(8);
        this.training = training;
        this.trainings = trainings;
        this.actions = actions;
        setId("training-panel");
        setPrefWidth(WIDTH);
        title.getStyleClass().add(Styles.TITLE_4);
        title.setMinWidth(Region.USE_PREF_SIZE);
        line.getStyleClass().add("number");
        line.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(line, Priority.ALWAYS);
        bar.setPrefWidth(120);
        bar.setMinWidth(80);
        bar.setAccessibleText(Text.of("training.progress"));
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(12, title, bar, line, buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox charts = new HBox(8, loss, f1, iou);
        for (CurveChart chart : List.of(loss, f1, iou)) {
            chart.setPrefSize(WIDTH / 3 - 8, CHART_HEIGHT);
            HBox.setHgrow(chart, Priority.ALWAYS);
        }
        pictures = new EpochPictures(training.files(), background);
        pictures.setPrefSize(PICTURES_WIDTH, PICTURES_HEIGHT);
        pictures.setMinWidth(PICTURES_WIDTH);
        HBox below = new HBox(24, pictures, messages());
        getChildren().addAll(head, legend(), charts, below, foot());
        training.changesProperty().addListener(new WeakInvalidationListener(update));
        show();
    }

    private static Node legend() {
        HBox legend = new HBox(
                16, key("curve-key-train", "curve.split.train"), key("curve-key-validation", "curve.split.validation"));
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }

    private static Node key(String style, String words) {
        Region mark = new Region();
        mark.getStyleClass().addAll("curve-key", style);
        HBox key = new HBox(6, mark, new Label(Text.of(words)));
        key.setAlignment(Pos.CENTER_LEFT);
        return key;
    }

    private Node messages() {
        Label head = new Label(Text.of("training.messages"));
        head.getStyleClass().add(Styles.TEXT_BOLD);
        messages.setWrapText(true);
        messages.setId("training-messages");
        ScrollPane scroll = new ScrollPane(messages);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox box = new VBox(4, head, scroll);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private Node foot() {
        Label folder = new Label(training.folder().toString());
        folder.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        folder.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button compare = new Button(Text.of("training.compare"));
        compare.setId("training-compare");
        compare.setOnAction(event -> actions.compare(List.of(training)));
        use.setId("training-use");
        use.setOnAction(event -> actions.use(training));
        Button close = new Button(Text.of("panel.close"));
        close.getStyleClass().add(Styles.ACCENT);
        close.setOnAction(event -> actions.close());
        for (Button button : List.of(compare, use, close)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox foot = new HBox(8, folder, compare, use, close);
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    private void show() {
        // Read, so that the next change is told too.
        training.changesProperty().get();
        TrainingState state = training.state();
        title.setText(TrainingText.title(training));
        line.setText(TrainingText.line(training));
        bar.setProgress(training.progress());
        bar.setVisible(!state.isEnded());
        bar.setManaged(!state.isEnded());
        buttons.getChildren().setAll(TrainingButtons.ofState(training, trainings, actions));
        buttons.getChildren().add(IconButton.of("run.folder", "folder", () -> actions.openFolder(training.folder())));
        use.setDisable(training.best().isEmpty());
        messages.setText(String.join("\n", training.messages()));
        List<EpochPoint> points = training.points();
        if (points.size() != shownEpochs) {
            shownEpochs = points.size();
            chart(loss, Curve.TRAIN_LOSS, Curve.VALIDATION_LOSS, points);
            chart(f1, Curve.TRAIN_F1, Curve.VALIDATION_F1, points);
            chart(iou, Curve.TRAIN_IOU, Curve.VALIDATION_IOU, points);
            pictures.look();
        }
    }

    private static void chart(CurveChart chart, Curve train, Curve validation, List<EpochPoint> points) {
        Map<String, CurveChart.Line> lines = new LinkedHashMap<>();
        lines.put(train.words(), new CurveChart.Line(train, points));
        lines.put(validation.words(), new CurveChart.Line(validation, points));
        chart.show(lines);
    }
}
