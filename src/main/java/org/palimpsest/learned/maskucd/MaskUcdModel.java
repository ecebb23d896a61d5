package org.palimpsest.learned.maskucd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.OwnThreshold;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.Window;

/** The difference map that the training of a pair ended with; safe from many threads. */
final class MaskUcdModel implements ChangeModel {
    private final WorkingGrid grid;
    private final float[] map;
    private final TrainingRecord training;

    /** @param map of the working grid, 0 to 1 */
    MaskUcdModel(WorkingGrid grid, float[] map, TrainingRecord training) {
        this.grid = grid;
        this.map = map;
        this.training = training;
    }

    @Override
    public Statistic statistic() {
        return SceneTraining.STATISTIC;
    }

    @Override
    public int halo() {
        return WindowModel.HALO;
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) {
        List<float[]> results = new ArrayList<>(batch.size());
        for (PairWindow one : batch) {
            Window window = one.window();
            float[] result = new float[Math.toIntExact(window.pixels())];
            for (int row = 0; row < window.height(); row++) {
                for (int column = 0; column < window.width(); column++) {
                    result[row * window.width() + column] = grid.at(map, window.x() + column, window.y() + row);
                }
            }
            results.add(result);
        }
        return results;
    }

    /** The threshold of the last epoch's mask. */
    @Override
    public Optional<OwnThreshold> ownThreshold() {
        // A pixel counts as changed from the threshold on; the mask holds what exceeds it.
        return Optional.of(new OwnThreshold(
                Math.nextUp((float) training.last().threshold()),
                !training.settings().automatic()));
    }

    @Override
    public Map<String, String> tables() {
        return training.tables();
    }

    @Override
    public Map<String, String> record() {
        Map<String, String> record = training.facts();
        record.put("workingSize", grid.width() + " x " + grid.height());
        return record;
    }
}
