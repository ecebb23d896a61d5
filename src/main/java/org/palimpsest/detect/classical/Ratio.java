package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.palimpsest.raster.PixelBlock;

/**
 * One minus the smaller over the larger of the two dates' local means: 0 where they agree, towards 1 where one outshines the
 * other, with the sign of the change.
 *
 * <p>J. Inglada, G. Mercier, "A new statistical similarity measure for change detection in multitemporal SAR images and its
 * extension to multiscale change analysis", IEEE Transactions on Geoscience and Remote Sensing 45(5), 2007, which states this
 * ratio of means beside its own measure; image ratioing itself is as old as digital change detection (Singh, 1989).
 */
public final class Ratio implements Detector {
    private static final String SIGMA = "sigma";
    private static final String FLOOR = "floor";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "ratio",
                "Ratio of means",
                "Compares two rasters of positive values by the ratio of their local means: positive where values"
                        + " rose.",
                2007,
                "J. Inglada, G. Mercier, A new statistical similarity measure for change detection in multitemporal SAR"
                        + " images, IEEE Transactions on Geoscience and Remote Sensing 45(5), 2007",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL, DetectorCard.SensorPair.RADAR),
                1,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Real(
                        SIGMA,
                        "Size of the mean",
                        "px",
                        0,
                        50,
                        2,
                        "Standard deviation of the Gaussian mean around each pixel; 0 compares single pixels."),
                new Parameter.Real(
                        FLOOR,
                        "Weakest value",
                        "",
                        0,
                        1,
                        0.01,
                        "Added to both means, as a part of the scene's mean, so that noise on near-black ground is no"
                                + " change of many times its value; 0 adds nothing."),
                Bands.PARAMETER,
                MedianLevel.parameter("the ratio of each band"));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands bands = Bands.of(input.pair(), input.settings());
        double[] factors = new double[bands.first() + bands.count()];
        Arrays.fill(factors, 1);
        if (input.settings().flag(MedianLevel.NAME)) {
            List<MedianLevel.Change> changes = new ArrayList<>();
            for (int band = bands.first(); band < factors.length; band++) {
                int each = band;
                changes.add(window -> logRatio(window, each));
            }
            List<MedianLevel> levels = MedianLevel.of(input, "Level of the ratio", changes);
            for (int band = bands.first(); band < factors.length; band++) {
                factors[band] = Math.exp(levels.get(band - bands.first()).median());
            }
        }
        return new Model(
                new Statistic("ratio of means", "", true, new ScoreMap.Linear(0, 1)),
                bands,
                factors,
                floors(input, bands),
                GaussianSmoothing.onGround(
                        input.settings().real(SIGMA),
                        input.pair().grid(),
                        input.pair().extent()));
    }

    /** What is added to each band's means: of the first date, then of the second. */
    private static double[][] floors(FitInput input, Bands bands) throws BadInputException, CancelledException {
        double part = input.settings().real(FLOOR);
        double[][] floors = new double[2][bands.first() + bands.count()];
        if (part > 0) {
            BandMoments moments = BandMoments.ofScene(input);
            for (int band = bands.first(); band < bands.first() + bands.count(); band++) {
                floors[0][band] = Math.max(0, part * moments.mean(band));
                floors[1][band] = Math.max(0, part * moments.mean(input.pair().beforeBands() + band));
            }
        }
        return floors;
    }

    private static float[] logRatio(PairWindow window, int band) {
        float[] before = window.before().samples(band);
        float[] after = window.after().samples(band);
        float[] ratio = new float[before.length];
        for (int pixel = 0; pixel < ratio.length; pixel++) {
            ratio[pixel] = before[pixel] > 0 && after[pixel] > 0
                    ? (float) Math.log(after[pixel] / (double) before[pixel])
                    : Float.NaN;
        }
        return ratio;
    }

    /**
     * @param factors by which the first date's bands are multiplied
     * @param floors added to the means of each date's bands
     */
    private record Model(
            Statistic statistic, Bands bands, double[] factors, double[][] floors, GaussianSmoothing smoothing)
            implements ChangeModel {
        @Override
        public int halo() {
            return smoothing.reach();
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> results = new ArrayList<>();
            for (PairWindow window : batch) {
                float[] result = new float[window.valid().length];
                for (int band = bands.first(); band < bands.first() + bands.count(); band++) {
                    float[] before = mean(window.before(), band, window.valid());
                    float[] after = mean(window.after(), band, window.valid());
                    for (int pixel = 0; pixel < result.length; pixel++) {
                        double first = factors[band] * (before[pixel] + floors[0][band]);
                        double second = after[pixel] + floors[1][band];
                        result[pixel] += (float) (ratio(first, second) / bands.count());
                    }
                }
                results.add(result);
            }
            return results;
        }

        private float[] mean(PixelBlock date, int band, boolean[] valid) {
            float[] values = date.samples(band).clone();
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = Math.max(0, values[pixel]);
            }
            return smoothing.of(values, valid, date.width());
        }

        private static double ratio(double before, double after) {
            double larger = Math.max(before, after);
            return larger > 0 ? Math.signum(after - before) * (1 - Math.min(before, after) / larger) : 0;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            double[] none = new double[factors.length];
            Arrays.fill(none, 1);
            double[] alike = floors[date == Date.BEFORE ? 0 : 1];
            return Optional.of(new Model(statistic, bands, none, new double[][] {alike, alike}, smoothing));
        }
    }
}
