package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * Image differencing: after minus before, of one band or as the mean over all bands, in the raster's own units.
 *
 * <p>A. Singh, "Digital change detection techniques using remotely-sensed data", International Journal of Remote Sensing
 * 10(6), 1989.
 */
public final class Difference implements Detector {
    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "difference",
                "Image differencing",
                "Subtracts the before raster from the after raster: positive where values rose, negative where they"
                        + " fell.",
                1989,
                "A. Singh, Digital change detection techniques using remotely-sensed data, International Journal of"
                        + " Remote Sensing 10(6), 1989",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                1,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Bands.PARAMETER, MedianLevel.parameter("the difference"));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands bands = Bands.of(input.pair(), input.settings());
        int after = input.pair().beforeBands();
        MedianLevel level = MedianLevel.of(input, "Difference statistics", window -> {
            float[] difference = new float[window.valid().length];
            subtract(BandMoments.stacked(window), bands, after, 0, difference);
            return difference;
        });
        double offset = input.settings().flag(MedianLevel.NAME) ? level.median() : 0;
        double size = Math.hypot(level.median() - offset, level.spread());
        return new Model(
                new Statistic("difference", "", true, new ScoreMap.Saturating(size > 0 ? 4 * size : 1)), bands, offset);
    }

    /**
     * Half the score lies at four times the spread of the scene's middle half.
     *
     * @param offset taken off the difference
     */
    private record Model(Statistic statistic, Bands bands, double offset) implements ChangeModel {
        @Override
        public int halo() {
            return 0;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> results = new ArrayList<>();
            for (PairWindow window : batch) {
                float[] result = new float[window.valid().length];
                subtract(BandMoments.stacked(window), bands, window.before().bands(), offset, result);
                results.add(result);
            }
            return results;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            return Optional.of(new Model(statistic, bands, 0));
        }
    }

    private static void subtract(float[][] samples, Bands bands, int after, double offset, float[] difference) {
        for (int pixel = 0; pixel < difference.length; pixel++) {
            double sum = 0;
            for (int band = bands.first(); band < bands.first() + bands.count(); band++) {
                sum += (double) samples[after + band][pixel] - samples[band][pixel];
            }
            difference[pixel] = (float) (sum / bands.count() - offset);
        }
    }
}
