package org.palimpsest.learned.maskucd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private final EpochRecord last;
    private final List<EpochRecord> records;
    private final TrainingSettings settings;
    private final String images;

    /** @param map of the working grid, 0 to 1
     * @param images what was done to each, for the record */
    MaskUcdModel(
            WorkingGrid grid,
            float[] map,
            EpochRecord last,
            List<EpochRecord> records,
            TrainingSettings settings,
            String images) {
        this.grid = grid;
        this.map = map;
        this.last = last;
        this.records = records;
        this.settings = settings;
        this.images = images;
    }

    @Override
    public Statistic statistic() {
        return SceneTraining.STATISTIC;
    }

    @Override
    public int halo() {
        return 0;
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
        return Optional.of(new OwnThreshold(Math.nextUp((float) last.threshold()), !settings.automatic()));
    }

    /** Losses and mask of every epoch. */
    @Override
    public Map<String, String> tables() {
        StringBuilder csv = new StringBuilder(EpochRecord.HEADER).append('\n');
        records.forEach(epoch -> csv.append(epoch.csv()).append('\n'));
        return Map.of("training.csv", csv.toString());
    }

    @Override
    public Map<String, String> record() {
        Map<String, String> record = new LinkedHashMap<>();
        record.put("images", images);
        record.put("workingSize", grid.width() + " x " + grid.height());
        record.put("seed", Long.toString(settings.seed()));
        record.put("epochs", Integer.toString(records.size()));
        record.put("loss", String.format(Locale.ROOT, "%.6g", last.total()));
        record.put("maskFactor", String.format(Locale.ROOT, "%.4f", last.factor()));
        record.put("maskShare", String.format(Locale.ROOT, "%.6f", last.maskShare()));
        return record;
    }
}
