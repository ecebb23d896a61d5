package org.palimpsest.detect.classical;

import java.util.List;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.HeightError;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * The change of height between two surface models, after minus before, freed of an even offset between them.
 *
 * <p>The default threshold is the level of detection at 95 %, estimated from how the stable ground spreads, as
 * J. M. Wheaton, J. Brasington, S. E. Darby, D. A. Sear, "Accounting for uncertainty in DEMs from repeat topographic surveys",
 * Earth Surface Processes and Landforms 35(2), 2010, with a robust spread (J. Hoehle, M. Hoehle, "Accuracy assessment of
 * digital elevation models by means of robust statistical methods", ISPRS Journal 64(4), 2009). Where the errors of both
 * models are stated, it is the normal quantile times the root of the sum of their squares instead. Volumes of cut and fill
 * are summed over the changed pixels.
 */
public final class SurfaceDifference implements Detector {
    private static final String ERROR_BEFORE = "error-before";
    private static final String ERROR_AFTER = "error-after";
    private static final String CONFIDENCE = "confidence";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "surface-difference",
                "Surface-model difference",
                "Subtracts two elevation models: positive where ground was filled or built up, negative where it was"
                        + " removed.",
                2010,
                "J. M. Wheaton, J. Brasington, S. E. Darby, D. A. Sear, Accounting for uncertainty in DEMs from repeat"
                        + " topographic surveys, Earth Surface Processes and Landforms 35(2), 2010",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(),
                1,
                "significance:0.95");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Flag(
                        MedianLevel.NAME,
                        "Level the surfaces",
                        true,
                        "Takes the median difference off first, so that an even error of height is not taken for"
                                + " change."),
                error(ERROR_BEFORE, "Error of the before heights", "before"),
                error(ERROR_AFTER, "Error of the after heights", "after"),
                new Parameter.Real(
                        CONFIDENCE,
                        "Confidence",
                        "",
                        0.5,
                        0.9999,
                        0.95,
                        "With which the level of detection and the uncertainty of volumes are stated."));
    }

    private static Parameter error(String name, String label, String date) {
        return new Parameter.Real(
                name,
                label,
                "m",
                0,
                1000,
                0,
                "Standard error of the " + date
                        + " heights. With both known, the level of detection follows from them; 0"
                        + " for both estimates it from how the stable ground spreads.");
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        if (input.pair().beforeBands() != 1 || input.pair().afterBands() != 1) {
            throw new BadInputException("A surface-model difference needs one band of each date, the heights, but gets "
                    + input.pair().beforeBands() + " and " + input.pair().afterBands()
                    + ". Choose the band of the heights, for example with --bands 1.");
        }
        MedianLevel differences = MedianLevel.of(input, "Offset of heights", window -> {
            float[] change = new float[window.valid().length];
            float[] before = window.before().samples(0);
            float[] after = window.after().samples(0);
            for (int pixel = 0; pixel < change.length; pixel++) {
                change[pixel] = after[pixel] - before[pixel];
            }
            return change;
        });
        double offset = input.settings().flag(MedianLevel.NAME) ? differences.median() : 0;
        double stated =
                Math.hypot(input.settings().real(ERROR_BEFORE), input.settings().real(ERROR_AFTER));
        double spread = stated > 0 ? stated : differences.spread();
        Statistic statistic =
                new Statistic("change of height", "m", true, new ScoreMap.Saturating(spread > 0 ? 4 * spread : 1));
        return new HeightChange(
                statistic, offset, new HeightError(spread, input.settings().real(CONFIDENCE)), stated > 0);
    }
}
