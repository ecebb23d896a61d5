package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * How near the surroundings of a pixel are to the changed centre: the distance to the unchanged one over the sum of both
 * distances, so that 0.5 is the border between the clusters.
 *
 * @param unchanged centre of the features, then of the pixel's own length, which is not looked at here
 * @param changed likewise
 */
record PcaKMeansModel(AffineVariates variates, BlockFeatures features, double[] unchanged, double[] changed)
        implements ChangeModel {
    @Override
    public Statistic statistic() {
        return new Statistic("nearness to the changed cluster", "", false, new ScoreMap.Linear(0, 1));
    }

    @Override
    public int halo() {
        return features.reach();
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) {
        List<float[]> results = new ArrayList<>();
        for (PairWindow window : batch) {
            DifferencePicture picture = new DifferencePicture(variates, window);
            float[] result = new float[window.valid().length];
            double[] here = new double[features.count()];
            for (int row = halo(); row < picture.height() - halo(); row++) {
                for (int column = halo(); column < picture.width() - halo(); column++) {
                    int pixel = row * picture.width() + column;
                    if (picture.valid()[pixel]) {
                        features.of(picture, pixel, here);
                        result[pixel] = (float) nearness(here);
                    } else {
                        result[pixel] = Float.NaN;
                    }
                }
            }
            results.add(result);
        }
        return results;
    }

    private double nearness(double[] here) {
        double toUnchanged = distance(here, unchanged);
        double toChanged = distance(here, changed);
        // Both centres in one place: nothing tells change apart.
        return toUnchanged + toChanged > 0 && distance(changed, unchanged) > 0
                ? toUnchanged / (toUnchanged + toChanged)
                : 0;
    }

    private double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < features.count(); k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    @Override
    public Optional<ChangeModel> within(Date date) {
        return Optional.of(new PcaKMeansModel(variates.within(date), features, unchanged, changed));
    }
}
