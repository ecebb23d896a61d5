package org.palimpsest.detect.mixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.Window;

/**
 * A fitted detector for mixed sensors: cells are described, each date's are foretold from the other's, the errors are
 * smoothed along the pictures' edges and interpolated to pixels.
 *
 * @param grid the scene's cells
 * @param before describes the first date
 * @param after describes the second date
 * @param scaling of the first date's descriptions, then of the second's
 * @param comparison tells how far off each date is
 * @param sample scaled descriptions of the first date's sampled cells, then of the second's
 * @param record what the run record should tell
 */
record MixedModel(
        CellGrid grid,
        CellDescriptor before,
        CellDescriptor after,
        List<CellScaling> scaling,
        TwoWayComparison comparison,
        EdgeAwareSmoothing smoothing,
        List<float[][]> sample,
        CellPredictor.Fit fit,
        Map<String, String> record)
        implements ChangeModel {
    /** Beyond this many times the usual error a pixel is more likely changed than not, whatever the scene. */
    private static final double HALF_SCORE = 3;

    /**
     * Learns from a scene.
     *
     * @param most largest number of cells to learn from
     */
    static MixedModel fit(
            FitInput input,
            CellDescriptor before,
            CellDescriptor after,
            CellPredictor.Fit fit,
            MixedSettings settings,
            int most)
            throws BadInputException, CancelledException {
        Window extent = input.pair().extent();
        CellGrid grid = new CellGrid(extent.x(), extent.y(), settings.cell());
        CellSample sample = CellSample.of(input, grid, before, after, settings.seed(), most);
        if (sample.size() == 0) {
            throw new BadInputException("No pixel was observed at both dates, so there is nothing to compare. Look at"
                    + " nodata values, masks and the area.");
        }
        CellScaling first = CellScaling.of(sample.before(), sample.size(), before);
        CellScaling second = CellScaling.of(sample.after(), sample.size(), after);
        first.apply(sample.before());
        second.apply(sample.after());
        TwoWayComparison comparison =
                TwoWayComparison.of(sample.before(), sample.after(), fit, settings.weights(), input.cancellation());
        double usual = 0;
        for (int i = 0; i < sample.steps().length; i++) {
            float factor = i < before.count() ? first.factor()[i] : second.factor()[i - before.count()];
            usual += sample.steps()[i] * factor * factor;
        }
        return new MixedModel(
                grid,
                before,
                after,
                List.of(first, second),
                comparison,
                new EdgeAwareSmoothing(settings.smoothing(), usual),
                List.of(sample.before(), sample.after()),
                fit,
                Map.of("cells learned from", Integer.toString(sample.size())));
    }

    @Override
    public Statistic statistic() {
        return new Statistic(
                "error of what the other date foretells", "times the mean", false, new ScoreMap.Saturating(HALF_SCORE));
    }

    @Override
    public int halo() {
        return (smoothing.steps() + 2) * grid.size() + Math.max(before.reach(), after.reach());
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
        List<float[]> results = new ArrayList<>();
        for (PairWindow window : batch) {
            CellDescriptions described = CellDescriptions.of(window, grid, before, after);
            scaling.get(0).apply(described.before());
            scaling.get(1).apply(described.after());
            float[] errors = comparison.compare(described.before(), described.after(), described.observed());
            float[] smooth = smoothing.of(errors, described);
            results.add(CellInterpolation.of(smooth, described, grid, window.window()));
        }
        return results;
    }

    @Override
    public Optional<ChangeModel> within(Date date) {
        if (!before.isSteady() || !after.isSteady()) {
            return Optional.empty();
        }
        int place = RankDescriptor.place(date);
        CellDescriptor alone = place == 0 ? before : after;
        CellScaling scale = scaling.get(place);
        return Optional.of(new MixedModel(
                grid,
                alone,
                alone,
                List.of(scale, scale),
                comparison.within(date, sample.get(place), fit),
                smoothing,
                List.of(sample.get(place), sample.get(place)),
                fit,
                record));
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }
}
