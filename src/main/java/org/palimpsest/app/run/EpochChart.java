package org.palimpsest.app.run;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.shape.Line;
import org.palimpsest.run.EpochHistory.Epoch;

/** A small curve of one number over the epochs of a training, with a line where the epoch is that is looked at. */
final class EpochChart extends LineChart<Number, Number> {
    private static final int MOST_POINTS = 300;

    private final ToDoubleFunction<Epoch> number;
    private final Series<Number, Number> series = new Series<>();
    private final Line mark = new Line();
    private OptionalDouble marked = OptionalDouble.empty();

    /** @param title above the curve */
    EpochChart(String title, ToDoubleFunction<Epoch> number) {
        super(epochs(), numbers());
        this.number = number;
        setTitle(title);
        setAccessibleText(title);
        setAnimated(false);
        setLegendVisible(false);
        setCreateSymbols(false);
        setMinSize(120, 96);
        setPrefSize(264, 116);
        setMaxHeight(116);
        getStyleClass().addAll("curve-chart", "epoch-chart");
        getData().add(series);
        mark.getStyleClass().add("epoch-mark");
        mark.setManaged(false);
        getPlotChildren().add(mark);
    }

    private static NumberAxis epochs() {
        NumberAxis axis = new NumberAxis(1, 2, 1);
        axis.setMinorTickVisible(false);
        axis.setAnimated(false);
        return axis;
    }

    private static NumberAxis numbers() {
        NumberAxis axis = new NumberAxis();
        axis.setForceZeroInRange(false);
        axis.setMinorTickVisible(false);
        axis.setAnimated(false);
        return axis;
    }

    /**
     * Draws the curve anew.
     *
     * @param total how many epochs the axis has room for
     * @param looked the epoch that is marked, from 0
     */
    void show(List<Epoch> epochs, int total, OptionalDouble looked) {
        int every = epochs.size() / MOST_POINTS + 1;
        series.getData()
                .setAll(IntStream.range(0, epochs.size())
                        // The last one is always shown, because it is the newest.
                        .filter(i -> (epochs.size() - 1 - i) % every == 0)
                        .mapToObj(epochs::get)
                        .filter(epoch -> Double.isFinite(number.applyAsDouble(epoch)))
                        .map(epoch -> new Data<Number, Number>(epoch.number() + 1, number.applyAsDouble(epoch)))
                        .toList());
        marked = looked;
        NumberAxis axis = (NumberAxis) getXAxis();
        axis.setAutoRanging(false);
        axis.setTickUnit(Math.max(1, tick(total)));
        axis.setLowerBound(0);
        axis.setUpperBound(Math.max(1, total));
        requestChartLayout();
    }

    /** 1, 2 or 5 times a power of ten, of which five at most fit. */
    private static double tick(int total) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, total / 5.0))));
        for (double digit : new double[] {1, 2, 5}) {
            if (total / (digit * power) <= 5) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    @Override
    protected void layoutPlotChildren() {
        super.layoutPlotChildren();
        mark.setVisible(marked.isPresent());
        if (marked.isPresent()) {
            double x = getXAxis().getDisplayPosition(marked.getAsDouble() + 1);
            mark.setStartX(x);
            mark.setEndX(x);
            mark.setStartY(0);
            mark.setEndY(getYAxis().getHeight());
            mark.toFront();
        }
    }
}
