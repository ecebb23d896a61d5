package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Statistic;

/**
 * After minus before of one band, less an offset.
 *
 * @param offset in the unit of the rasters
 */
record HeightChange(Statistic statistic, double offset) implements ChangeModel {
    @Override
    public int halo() {
        return 0;
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) {
        List<float[]> results = new ArrayList<>();
        for (PairWindow window : batch) {
            float[] before = window.before().samples(0);
            float[] after = window.after().samples(0);
            float[] change = new float[before.length];
            for (int pixel = 0; pixel < change.length; pixel++) {
                change[pixel] = (float) ((double) after[pixel] - before[pixel] - offset);
            }
            results.add(change);
        }
        return results;
    }

    @Override
    public Optional<ChangeModel> within(Date date) {
        return Optional.of(new HeightChange(statistic, 0));
    }
}
