package org.palimpsest.detect.classical;

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
 * Change vector analysis: the length of the vector from a pixel's before values to its after values.
 *
 * <p>W. A. Malila, "Change vector analysis: an approach for detecting forest changes with Landsat", Machine Processing of
 * Remotely Sensed Data Symposium, Purdue, 1980. Each band of each date is standardised first (mean 0, standard deviation 1),
 * so that units, gains and an even haze do not matter and lengths count standard deviations of the scene.
 */
public final class ChangeVectors implements Detector {
    private static final String STANDARDISE = "standardise";
    private static final String EACH_DATE = "each-date";
    private static final String BOTH_DATES = "both-dates";
    private static final String NONE = "none";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "cva",
                "Change vector analysis",
                "Measures how far each pixel moved in the space of all bands, in standard deviations of the scene.",
                1980,
                "W. A. Malila, Change vector analysis: an approach for detecting forest changes with Landsat, Machine"
                        + " Processing of Remotely Sensed Data Symposium, 1980",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                1,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Choice(
                STANDARDISE,
                "Standardise bands",
                List.of(EACH_DATE, BOTH_DATES, NONE),
                EACH_DATE,
                "each-date removes differences of light and sensor; both-dates keeps them and only makes bands comparable;"
                        + " none compares the raw values."));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireEqual(input.pair());
        BandMoments moments = BandMoments.ofScene(input);
        AffineVariates variates = variates(
                moments, input.settings().text(STANDARDISE), input.pair().beforeBands());
        double half = input.settings().text(STANDARDISE).equals(NONE)
                ? rootMeanSquare(moments, input.pair().beforeBands())
                : Math.sqrt(input.pair().beforeBands());
        Statistic statistic =
                new Statistic("change-vector length", "", false, new ScoreMap.Saturating(half > 0 ? 2 * half : 1));
        return new Model(statistic, variates);
    }

    /** The change of each band in standard deviations of each date, for other detectors that begin there. */
    static AffineVariates standardised(BandMoments moments, int bands) {
        return variates(moments, EACH_DATE, bands);
    }

    private static AffineVariates variates(BandMoments moments, String standardise, int bands) {
        double[][] before = new double[bands][bands];
        double[][] after = new double[bands][bands];
        double[] constants = new double[bands];
        for (int band = 0; band < bands; band++) {
            double first = 1;
            double second = 1;
            double shift = 0;
            if (!standardise.equals(NONE)) {
                first = inverse(moments.standardDeviation(band));
                second = inverse(moments.standardDeviation(bands + band));
            }
            if (standardise.equals(BOTH_DATES)) {
                double spread = Math.hypot(moments.standardDeviation(band), moments.standardDeviation(bands + band))
                        / Math.sqrt(2);
                first = inverse(spread);
                second = first;
            }
            if (standardise.equals(EACH_DATE)) {
                shift = moments.mean(band) * first - moments.mean(bands + band) * second;
            }
            before[band][band] = -first;
            after[band][band] = second;
            constants[band] = shift;
        }
        return new AffineVariates(before, after, constants);
    }

    /** A band that is the same everywhere holds no information and gets no weight. */
    private static double inverse(double spread) {
        return spread > 0 ? 1 / spread : 0;
    }

    private static double rootMeanSquare(BandMoments moments, int bands) {
        double sum = 0;
        for (int band = 0; band < bands; band++) {
            double step = moments.mean(bands + band) - moments.mean(band);
            sum += step * step
                    + moments.covariance(band, band)
                    + moments.covariance(bands + band, bands + band)
                    - 2 * moments.covariance(band, bands + band);
        }
        return Math.sqrt(Math.max(0, sum));
    }

    private record Model(Statistic statistic, AffineVariates variates) implements ChangeModel {
        @Override
        public int halo() {
            return 0;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> lengths = variates.squaredLengths(batch);
            for (float[] window : lengths) {
                for (int pixel = 0; pixel < window.length; pixel++) {
                    window[pixel] = (float) Math.sqrt(window[pixel]);
                }
            }
            return lengths;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            return Optional.of(new Model(statistic, variates.within(date)));
        }
    }
}
