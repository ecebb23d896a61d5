package org.palimpsest.app.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import org.palimpsest.app.text.Text;

/** A chart of numbers over epochs, one line for each name. */
final class CurveChart extends LineChart<Number, Number> {
    private static final int MOST_POINTS = 400;
    private static final int MOST_TICKS = 8;

    private final NumberAxis epochs;

    /**
     * @param title above the chart
     * @param isShare whether its numbers lie between 0 and 1
     */
    CurveChart(String title, boolean isShare) {
        super(axis(Text.of("curve.epoch")), isShare ? shares() : axis(""));
        epochs = (NumberAxis) getXAxis();
        setTitle(title);
        setAccessibleText(title);
        setAnimated(false);
        setLegendVisible(false);
        setMinSize(120, 120);
        getStyleClass().add("curve-chart");
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis();
        axis.setLabel(label);
        axis.setForceZeroInRange(false);
        axis.setMinorTickVisible(false);
        axis.setAnimated(false);
        return axis;
    }

    private static NumberAxis shares() {
        NumberAxis axis = new NumberAxis(0, 1, 0.2);
        axis.setMinorTickVisible(false);
        axis.setAnimated(false);
        return axis;
    }

    /** Shows the given lines in place of all others; epochs in which a line has no number are passed over. */
    void show(Map<String, Line> lines) {
        int last = 1;
        int index = 0;
        for (Map.Entry<String, Line> entry : lines.entrySet()) {
            if (index == getData().size()) {
                getData().add(new Series<>());
            }
            Series<Number, Number> series = getData().get(index++);
            series.setName(entry.getKey());
            List<EpochPoint> points = entry.getValue().points();
            series.getData().setAll(data(points, entry.getValue().curve()));
            last = Math.max(
                    last, points.isEmpty() ? 0 : points.get(points.size() - 1).epoch());
        }
        getData().remove(index, getData().size());
        fit(last);
        setCreateSymbols(last <= MOST_POINTS / 8);
    }

    /** What a line draws. */
    record Line(Curve curve, List<EpochPoint> points) {}

    private static List<XYChart.Data<Number, Number>> data(List<EpochPoint> points, Curve curve) {
        int every = points.size() / MOST_POINTS + 1;
        return java.util.stream.IntStream.range(0, points.size())
                // The last one is always shown, because it is the newest.
                .filter(i -> (points.size() - 1 - i) % every == 0)
                .mapToObj(points::get)
                .filter(point -> point.at(curve).isPresent())
                .map(point -> {
                    OptionalDouble value = point.at(curve);
                    return new XYChart.Data<Number, Number>(point.epoch(), value.getAsDouble());
                })
                .toList();
    }

    /** Epochs are whole, and so are their ticks. */
    private void fit(int last) {
        int tick = 1;
        for (int power = 1; last / tick >= MOST_TICKS; power *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                if (last / tick >= MOST_TICKS) {
                    tick = digit * power;
                }
            }
        }
        epochs.setAutoRanging(false);
        epochs.setTickUnit(tick);
        epochs.setLowerBound(0);
        // One tick of room, so that the newest point is not cut in half by the edge.
        epochs.setUpperBound((Math.floorDiv(last, tick) + 1) * tick);
    }
}
