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
 * The natural logarithm of after over before, smoothed: for radar, whose speckle multiplies the signal.
 *
 * <p>E. J. M. Rignot, J. J. van Zyl, "Change detection techniques for ERS-1 SAR data", IEEE Transactions on Geoscience and
 * Remote Sensing 31(4), 1993. The Gaussian mean of the logarithm tames the speckle that is left in the ratio. One hundredth
 * of each date's mean is added to its values first, so that zeros have a logarithm and the unit does not matter.
 */
public final class LogRatio implements Detector {
    static final String SIGMA = "sigma";
    private static final String SCALE = "scale";
    private static final String SPECKLE = "speckle";
    private static final String WINDOW = "window";
    private static final String LOOKS = "looks";
    private static final String LINEAR = "linear";
    private static final String DECIBEL = "decibel";
    private static final double OFFSET_IN_MEANS = 0.01;
    private static final double NEPER_PER_DECIBEL = Math.log(10) / 10;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "log-ratio",
                "Log-ratio",
                "Compares two radar images by the smoothed logarithm of their ratio: positive where the echo grew"
                        + " stronger.",
                1993,
                "E. J. M. Rignot, J. J. van Zyl, Change detection techniques for ERS-1 SAR data, IEEE Transactions on"
                        + " Geoscience and Remote Sensing 31(4), 1993",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.RADAR),
                1,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Real(
                        SIGMA,
                        "Smoothing",
                        "px",
                        0,
                        50,
                        2,
                        "Standard deviation of the Gaussian mean. Larger suppresses more speckle and blurs more; 0 is"
                                + " none."),
                new Parameter.Choice(
                        SCALE,
                        "Values are",
                        List.of(LINEAR, DECIBEL),
                        LINEAR,
                        "Whether the rasters hold amplitude or intensity (linear), or its logarithm in decibels."),
                new Parameter.Choice(
                        SPECKLE,
                        "Speckle filter",
                        SpeckleFilter.NAMES,
                        SpeckleFilter.NAMES.get(0),
                        "A filter that each date goes through before the ratio; set the smoothing lower then."),
                new Parameter.Whole(
                        WINDOW,
                        "Window of the filter",
                        "px",
                        3,
                        31,
                        7,
                        "Side of the square that Lee and Frost look at; refined Lee always looks at 7."),
                new Parameter.Real(
                        LOOKS,
                        "Looks",
                        "",
                        0.5,
                        1000,
                        4,
                        "Number of looks of the images, which tells Lee and refined Lee how strong the speckle is."),
                Bands.PARAMETER);
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands bands = Bands.of(input.pair(), input.settings());
        BandMoments moments = BandMoments.ofScene(input);
        boolean decibel = input.settings().text(SCALE).equals(DECIBEL);
        double[] offsets = new double[input.pair().beforeBands() * 2];
        for (int band = 0; band < offsets.length && !decibel; band++) {
            offsets[band] = OFFSET_IN_MEANS * moments.mean(band);
            if (!(offsets[band] > 0)) {
                throw new BadInputException("A log-ratio needs values above zero, but the mean of a band is "
                        + moments.mean(band) + ". If the rasters are in decibels, set scale=decibel.");
            }
        }
        // A ratio of two, or 3 dB, is the change that analysts speak of first: it scores one half.
        Statistic statistic = new Statistic("log-ratio", "", true, new ScoreMap.Saturating(Math.log(2)));
        SpeckleFilter filter = SpeckleFilter.named(
                input.settings().text(SPECKLE),
                input.settings().whole(WINDOW),
                input.settings().real(LOOKS),
                GroundPixel.of(input.pair().grid(), input.pair().extent()));
        return new Model(
                statistic,
                bands,
                decibel,
                offsets,
                filter,
                GaussianSmoothing.onGround(
                        input.settings().real(SIGMA),
                        input.pair().grid(),
                        input.pair().extent()));
    }

    /** @param offsets added to the values before the logarithm: of each band of before, then of after */
    private record Model(
            Statistic statistic,
            Bands bands,
            boolean decibel,
            double[] offsets,
            SpeckleFilter filter,
            GaussianSmoothing smoothing)
            implements ChangeModel {
        @Override
        public int halo() {
            return filter.reach() + smoothing.reach();
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> results = new ArrayList<>();
            for (PairWindow window : batch) {
                float[] ratio = logRatio(window);
                boolean[] usable = window.valid().clone();
                for (int pixel = 0; pixel < ratio.length; pixel++) {
                    usable[pixel] &= Float.isFinite(ratio[pixel]);
                }
                results.add(smoothing.of(ratio, usable, window.window().width()));
            }
            return results;
        }

        private float[] logRatio(PairWindow window) {
            double[] sums = new double[window.valid().length];
            int width = window.window().width();
            for (int band = bands.first(); band < bands.first() + bands.count(); band++) {
                float[] before = filter.of(linear(window.before().samples(band)), window.valid(), width);
                float[] after = filter.of(linear(window.after().samples(band)), window.valid(), width);
                double first = offsets[band];
                double second = offsets[offsets.length / 2 + band];
                for (int pixel = 0; pixel < sums.length; pixel++) {
                    sums[pixel] +=
                            Math.log((Math.max(0, after[pixel]) + second) / (Math.max(0, before[pixel]) + first));
                }
            }
            float[] ratio = new float[sums.length];
            for (int pixel = 0; pixel < ratio.length; pixel++) {
                ratio[pixel] = (float) (sums[pixel] / bands.count());
            }
            return ratio;
        }

        private float[] linear(float[] values) {
            if (!decibel) {
                return values;
            }
            float[] linear = new float[values.length];
            for (int pixel = 0; pixel < values.length; pixel++) {
                linear[pixel] = (float) Math.exp(NEPER_PER_DECIBEL * values[pixel]);
            }
            return linear;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            double[] alike = new double[offsets.length];
            int half = offsets.length / 2;
            for (int band = 0; band < alike.length; band++) {
                alike[band] = offsets[band % half + (date == Date.BEFORE ? 0 : half)];
            }
            return Optional.of(new Model(statistic, bands, decibel, alike, filter, smoothing));
        }
    }
}
