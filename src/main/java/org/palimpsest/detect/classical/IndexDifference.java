package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.ClassScheme;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.PixelBlock;

/**
 * The change of a normalised-difference index of vegetation, water, buildings or burnt land, after minus before.
 *
 * <p>For the burn ratio, loss is what the literature calls dNBR with the other sign; its severity classes come as {@link
 * BurnSeverity}. The scene's median is taken off first, as burn mappers take off the "dNBR offset" of unburnt ground.
 */
public final class IndexDifference implements Detector {
    private static final String INDEX = "index";
    /** Half the score lies where the burn literature begins to speak of moderate change. */
    private static final double HALF_SCORE = 0.27;
    /** Band numbers of a stack of blue, green, red and near infrared; what it lacks is 0. */
    private static final List<Integer> USUAL_BANDS = List.of(2, 3, 4, 0, 0);

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "index-difference",
                "Spectral index difference",
                "Compares vegetation (NDVI), water (NDWI), buildings (NDBI) or burnt land (NBR) between the dates.",
                1974,
                "J. W. Rouse et al., Monitoring vegetation systems in the Great Plains with ERTS, 1974; S. K."
                        + " McFeeters, 1996; Y. Zha, J. Gao, S. Ni, 2003; C. H. Key, N. C. Benson, 2006",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                2,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter.Choice(
                INDEX,
                "Index",
                Arrays.stream(SpectralIndex.values()).map(SpectralIndex::word).toList(),
                SpectralIndex.NDVI.word(),
                "ndvi: green vegetation; ndwi: open water; ndbi: built-up land; nbr: burnt land."));
        for (int role = 0; role < SpectralIndex.ROLES.size(); role++) {
            String name = SpectralIndex.ROLES.get(role);
            parameters.add(new Parameter.Whole(
                    name,
                    "Band of " + name,
                    "",
                    0,
                    10_000,
                    USUAL_BANDS.get(role),
                    "Number of the " + name + " band, from 1; 0 where there is none."));
        }
        parameters.add(MedianLevel.parameter("the change of the index"));
        return parameters;
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireEqual(input.pair());
        SpectralIndex index = SpectralIndex.valueOf(input.settings().text(INDEX).toUpperCase(Locale.ROOT));
        int bands = input.pair().beforeBands();
        Statistic statistic = new Statistic("change of " + index.name(), "", true, new ScoreMap.Saturating(HALF_SCORE));
        int one = band(input.settings(), index, index.one(), bands);
        int other = band(input.settings(), index, index.other(), bands);
        Model raw = new Model(statistic, index, one, other, 0);
        return input.settings().flag(MedianLevel.NAME)
                ? raw.less(
                        MedianLevel.of(input, "Level of the index", raw::change).median())
                : raw;
    }

    private static int band(Settings settings, SpectralIndex index, String role, int bands) throws BadInputException {
        int band = settings.whole(role);
        if (band == 0 || band > bands) {
            throw new BadInputException(index.name() + " needs the " + role + " band, but "
                    + (band == 0 ? "its number is not set" : "band " + band + " is not among the " + bands + " in use")
                    + ". Set " + role + " to the number of that band.");
        }
        return band - 1;
    }

    /** @param offset taken off the change of the index */
    private record Model(Statistic statistic, SpectralIndex index, int one, int other, double offset)
            implements ChangeModel {
        @Override
        public int halo() {
            return 0;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> results = new ArrayList<>();
            for (PairWindow window : batch) {
                results.add(change(window));
            }
            return results;
        }

        Model less(double level) {
            return new Model(statistic, index, one, other, level);
        }

        float[] change(PairWindow window) {
            float[] result = new float[window.valid().length];
            for (int pixel = 0; pixel < result.length; pixel++) {
                result[pixel] = (float) (index(window.after(), pixel) - index(window.before(), pixel) - offset);
            }
            return result;
        }

        @Override
        public Optional<ClassScheme> classes() {
            return index == SpectralIndex.NBR ? Optional.of(BurnSeverity.CLASSES) : Optional.empty();
        }

        /** NaN where both bands are dark, because the index means nothing there. */
        private double index(PixelBlock date, int pixel) {
            double plus = date.samples(one)[pixel];
            double minus = date.samples(other)[pixel];
            return plus + minus > 0 ? Math.max(-1, Math.min(1, (plus - minus) / (plus + minus))) : Double.NaN;
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            return Optional.of(less(0));
        }
    }
}
