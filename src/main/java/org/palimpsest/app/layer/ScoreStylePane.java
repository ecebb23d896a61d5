package org.palimpsest.app.layer;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.palimpsest.app.text.Text;

/**
 * The threshold of a score layer, above its histogram: the map follows the slider at once, because its samples are in
 * memory already.
 */
public final class ScoreStylePane extends VBox {
    private static final int BINS = 120;
    private static final double HEIGHT = 80;

    private final RasterLayer layer;
    private final Slider threshold = new Slider(0, 1, 0.5);
    private final Canvas histogram = new Canvas(240, HEIGHT);
    private final Label words = new Label();
    private final FlowPane rules = new FlowPane(4, 4);

    public ScoreStylePane(RasterLayer layer) {
        super(4);
        this.layer = layer;
        double now = layer.styleProperty().get() instanceof RasterStyle.Score score ? score.threshold() : 0.5;
        threshold.setValue(now);
        threshold.setId("score-threshold");
        threshold.setAccessibleText(Text.of("layer.threshold"));
        threshold.setBlockIncrement(0.01);
        HBox.setHgrow(threshold, Priority.ALWAYS);
        words.getStyleClass().addAll("number", Styles.TEXT_MUTED);
        words.setWrapText(true);
        getChildren().addAll(histogram, threshold, words, rules);
        widthProperty().addListener(change -> {
            histogram.setWidth(Math.max(40, getWidth()));
            draw();
        });
        threshold.valueProperty().addListener((observable, old, value) -> {
            layer.visibleProperty().set(true);
            layer.styleProperty().set(new RasterStyle.Score(value.doubleValue()));
            draw();
        });
        layer.marksProperty().addListener(change -> {
            showRules();
            draw();
        });
        showRules();
        draw();
    }

    /** A button for each rule, which moves the slider to its threshold. */
    private void showRules() {
        rules.getChildren().clear();
        layer.marksProperty().get().forEach((rule, value) -> {
            String key = "choice." + rule;
            Button button =
                    new Button((Text.has(key) ? Text.of(key) : rule) + String.format(Locale.ROOT, "  %.3f", value));
            button.getStyleClass().addAll(Styles.SMALL);
            button.setOnAction(event -> threshold.setValue(value));
            rules.getChildren().add(button);
        });
    }

    private void draw() {
        BandStatistics statistics = layer.statistics().get(0);
        int[] counts = statistics.histogram(new Range(0, 1), BINS);
        double highest = 1;
        for (int count : counts) {
            highest = Math.max(highest, Math.sqrt(count));
        }
        GraphicsContext context = histogram.getGraphicsContext2D();
        double width = histogram.getWidth();
        context.clearRect(0, 0, width, HEIGHT);
        long above = 0;
        long all = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double value = (bin + 0.5) / BINS;
            boolean changed = value >= threshold.getValue();
            above += changed ? counts[bin] : 0;
            all += counts[bin];
            int argb = ColourRamp.SCORE.at(value);
            context.setFill(
                    changed
                            ? Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF)
                            : Color.rgb(140, 149, 159, 0.55));
            // Square roots, because changes are few beside what stayed the same.
            double height = Math.sqrt(counts[bin]) / highest * (HEIGHT - 4);
            context.fillRect(bin * width / BINS, HEIGHT - height, Math.max(1, width / BINS - 0.5), height);
        }
        context.setFill(Color.rgb(9, 105, 218));
        for (double mark : layer.marksProperty().get().values()) {
            context.fillRect(mark * width - 1, 0, 2, HEIGHT);
        }
        double share = all == 0 ? 0 : 100.0 * above / all;
        words.setText(Text.of(
                "score.above",
                String.format(Locale.ROOT, "%.3f", threshold.getValue()),
                String.format(Locale.ROOT, "%.2f", share)));
    }
}
