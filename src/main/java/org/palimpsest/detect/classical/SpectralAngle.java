package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * The angle between a pixel's before and after spectrum, in degrees: blind to brightness, and so to shade on slopes.
 *
 * <p>F. A. Kruse et al., "The spectral image processing system (SIPS): interactive visualization and analysis of imaging
 * spectrometer data", Remote Sensing of Environment 44, 1993.
 */
public final class SpectralAngle implements Detector {
    /** Different materials seldom differ by less than this, so it scores one half. */
    private static final double HALF_SCORE_DEGREES = 10;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "spectral-angle",
                "Spectral angle",
                "Measures how much a pixel's colour turned, whatever its brightness; for two or more bands in like units.",
                1993,
                "F. A. Kruse et al., The spectral image processing system (SIPS), Remote Sensing of Environment 44, 1993",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                2,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException {
        Bands.requireEqual(input.pair());
        Bands.requireAtLeast(card(), input.pair());
        return new Model(
                new Statistic("spectral angle", "degrees", false, new ScoreMap.Saturating(HALF_SCORE_DEGREES)));
    }

    /** A spectrum that is zero in all bands has no direction: the statistic is NaN there. */
    private record Model(Statistic statistic) implements ChangeModel {
        @Override
        public int halo() {
            return 0;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            List<float[]> results = new ArrayList<>();
            for (PairWindow window : batch) {
                float[] angles = new float[window.valid().length];
                for (int pixel = 0; pixel < angles.length; pixel++) {
                    angles[pixel] = (float) degrees(window, pixel);
                }
                results.add(angles);
            }
            return results;
        }

        /** Through the half angle of the unit vectors, which is exact for small angles where the arc cosine is not. */
        private static double degrees(PairWindow window, int pixel) {
            double first = 0;
            double second = 0;
            int bands = window.before().bands();
            for (int band = 0; band < bands; band++) {
                double before = window.before().samples(band)[pixel];
                double after = window.after().samples(band)[pixel];
                first += before * before;
                second += after * after;
            }
            first = Math.sqrt(first);
            second = Math.sqrt(second);
            double apart = 0;
            double together = 0;
            for (int band = 0; band < bands; band++) {
                double before = window.before().samples(band)[pixel] / first;
                double after = window.after().samples(band)[pixel] / second;
                apart += (after - before) * (after - before);
                together += (after + before) * (after + before);
            }
            return Math.toDegrees(2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together)));
        }

        @Override
        public Optional<ChangeModel> within(Date date) {
            return Optional.of(this);
        }
    }
}
