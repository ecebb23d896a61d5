package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * How far the surroundings of a pixel lie on the way from the unchanged centre to the changed one: 0 is where the dates do not
 * differ at all, 0.5 is the border between the clusters.
 *
 * @param unchanged centre of the features, then of the pixel's own length, which is not looked at here
 * @param changed likewise
 */
record PcaKMeansModel(AffineVariates variates, BlockFeatures features, double[] unchanged, double[] changed)
        implements ChangeModel {
    @Override
    public Statistic statistic() {
        return new Statistic("way to the changed cluster", "", false, new ScoreMap.Linear(0, 1));
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
                        result[pixel] = (float) way(here);
                    } else {
                        result[pixel] = Float.NaN;
                    }
                }
            }
            results.add(result);
        }
        return results;
    }

    /** Surroundings without any difference have features of 0, so the way is measured from there. */
    private double way(double[] here) {
        double along = 0;
        double border = 0;
        for (int k = 0; k < here.length; k++) {
            double step = changed[k] - unchanged[k];
            along += here[k] * step;
            border += (unchanged[k] + changed[k]) / 2 * step;
        }
        // Both centres in one place: nothing tells change apart.
        return border > 0 ? Math.max(0, along / (2 * border)) : 0;
    }

    @Override
    public Optional<ChangeModel> within(Date date) {
        return Optional.of(new PcaKMeansModel(variates.within(date), features, unchanged, changed));
    }
}
