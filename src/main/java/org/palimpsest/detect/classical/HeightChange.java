package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.HeightError;
import org.palimpsest.detect.OwnThreshold;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Statistic;

/**
 * After minus before of one band, less an offset.
 *
 * @param offset in the unit of the rasters
 * @param error of the change of one pixel
 * @param stated whether the error follows from what the user said, and so does the threshold
 */
record HeightChange(Statistic statistic, double offset, HeightError error, boolean stated) implements ChangeModel {
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
        return Optional.of(new HeightChange(statistic, 0, error, stated));
    }

    @Override
    public Optional<HeightError> heightError() {
        return Optional.of(error);
    }

    @Override
    public Optional<OwnThreshold> ownThreshold() {
        return Optional.of(new OwnThreshold(error.levelOfDetection(), stated));
    }

    @Override
    public Map<String, String> record() {
        return Map.of(
                "offset", String.format(Locale.ROOT, "%.4g m taken off", offset),
                "standardError",
                        String.format(
                                Locale.ROOT,
                                "%.4g m, %s",
                                error.standardDeviation(),
                                stated ? "as stated" : "from the spread of the scene's middle half"),
                "levelOfDetection",
                        String.format(Locale.ROOT, "%.4g m at %.4g", error.levelOfDetection(), error.confidence()));
    }
}
