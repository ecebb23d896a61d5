package org.palimpsest.learned.maskucd;

import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.OwnThreshold;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.classical.GaussianSmoothing;

/**
 * A trained network's difference map, smoothed, and where wished weighed by what image regression finds.
 *
 * <p>Both errors have different causes: the network's are speckle and its random start, the regression's are kinds of ground that
 * do not follow from each other. Their geometric mean is large where both say change. Safe from many threads.
 */
final class RefinedModel implements ChangeModel {
    /** Of the geometric mean, about where changed and unchanged pixels part on the development scenes. */
    private static final double HALF_SCORE = 0.6;

    private final ChangeModel trained;
    private final GaussianSmoothing smoothing;
    private final @Nullable ChangeModel regression;
    private @Nullable OwnThreshold threshold;

    private RefinedModel(ChangeModel trained, GaussianSmoothing smoothing, @Nullable ChangeModel regression) {
        this.trained = trained;
        this.smoothing = smoothing;
        this.regression = regression;
    }

    /**
     * Refines a map as the settings say.
     *
     * @param trained belongs to the result; returned as it is where nothing is to be refined
     * @param keeping has the threshold where an earlier try found it
     * @param regression belongs to the result where it takes part in it, else it is closed; both are closed when this fails
     */
    static ChangeModel of(
            ChangeModel trained, TrainingSettings settings, SceneRegression regression, FitInput input, KeptFit keeping)
            throws BadInputException, CancelledException {
        boolean complete = false;
        try {
            if (settings.smoothing() == 0 && !settings.regression()) {
                regression.close();
                complete = true;
                return trained;
            }
            GaussianSmoothing smoothing = GaussianSmoothing.onGround(
                    settings.smoothing(), input.pair().grid(), input.pair().extent());
            if (!settings.regression()) {
                regression.close();
            }
            RefinedModel model =
                    new RefinedModel(trained, smoothing, settings.regression() ? regression.model() : null);
            model.threshold = model.threshold(settings, regression, input, keeping);
            complete = true;
            return model;
        } finally {
            if (!complete) {
                trained.close();
                regression.close();
            }
        }
    }

    /** As large a part of the scene as the regression marks, where it is asked and no factor was set. */
    private OwnThreshold threshold(TrainingSettings settings, SceneRegression asked, FitInput input, KeptFit keeping)
            throws BadInputException, CancelledException {
        Optional<Double> kept = keeping.read(KeptFit.THRESHOLD, DataInputStream::readDouble);
        if (kept.isPresent()) {
            return new OwnThreshold(kept.get(), !settings.automatic());
        }
        MapStatistics found = new MapStatistics();
        SceneTiles.visit(input.pair(), this, input.progress(), input.cancellation(), found::add);
        double magnitude = settings.automatic() && regression != null
                ? found.ofShare(asked.share())
                : found.threshold(settings, statistic());
        keeping.write(KeptFit.THRESHOLD, out -> out.writeDouble(magnitude));
        return new OwnThreshold(magnitude, !settings.automatic());
    }

    @Override
    public Statistic statistic() {
        return regression == null
                ? trained.statistic()
                : new Statistic(
                        "difference of features and errors of regression",
                        "",
                        false,
                        new ScoreMap.Saturating(HALF_SCORE));
    }

    @Override
    public int halo() {
        return trained.halo();
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
        List<float[]> maps = trained.apply(batch);
        List<float[]> errors = regression == null ? List.of() : regression.apply(batch);
        List<float[]> results = new ArrayList<>(batch.size());
        for (int n = 0; n < batch.size(); n++) {
            PairWindow one = batch.get(n);
            float[] map = smoothing.of(maps.get(n), one.valid(), one.window().width());
            if (!errors.isEmpty()) {
                weigh(map, errors.get(n));
            }
            results.add(map);
        }
        return results;
    }

    /** The geometric mean of a difference and a squared error, in place. */
    private static void weigh(float[] map, float[] squaredErrors) {
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) Math.sqrt(Math.max(0, map[i]) * Math.max(0, squaredErrors[i]));
        }
    }

    @Override
    public Optional<OwnThreshold> ownThreshold() {
        return Optional.ofNullable(threshold);
    }

    @Override
    public Map<String, String> tables() {
        return trained.tables();
    }

    @Override
    public Map<String, String> record() {
        return trained.record();
    }

    @Override
    public void close() {
        trained.close();
        if (regression != null) {
            regression.close();
        }
    }
}
