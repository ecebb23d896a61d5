package org.palimpsest.detect.classical;

import java.util.List;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Histogram.Side;

/**
 * The change of height between two surface models, after minus before, freed of an even offset between them.
 *
 * <p>The default threshold is the level of detection at 95 %, estimated from how the stable ground spreads, as
 * J. M. Wheaton, J. Brasington, S. E. Darby, D. A. Sear, "Accounting for uncertainty in DEMs from repeat topographic surveys",
 * Earth Surface Processes and Landforms 35(2), 2010, with a robust spread (J. Hoehle, M. Hoehle, "Accuracy assessment of
 * digital elevation models by means of robust statistical methods", ISPRS Journal 64(4), 2009). Where the errors of both
 * models are known, give 1.96 times the root of the sum of their squares as threshold instead.
 */
public final class SurfaceDifference implements Detector {
    private static final String LEVEL = "level";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "surface-difference",
                "Surface-model difference",
                "Subtracts two elevation models: positive where ground was filled or built up, negative where it was removed.",
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
        return List.of(new Parameter.Flag(
                LEVEL,
                "Level the surfaces",
                true,
                "Takes the median difference off first, so that an even error of height is not taken for change."));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        if (input.pair().beforeBands() != 1 || input.pair().afterBands() != 1) {
            throw new BadInputException("A surface-model difference needs one band of each date, the heights, but gets "
                    + input.pair().beforeBands() + " and " + input.pair().afterBands()
                    + ". Choose the band of the heights, for example with --bands 1.");
        }
        Histogram differences = new Histogram();
        FitTiles.scan(
                input,
                "Offset of heights",
                tile -> {
                    float[][] heights = BandMoments.observed(tile);
                    Histogram part = new Histogram();
                    for (int i = 0; i < heights[0].length; i++) {
                        part.add(heights[1][i] - heights[0][i]);
                    }
                    return part;
                },
                differences::add);
        double offset = input.settings().flag(LEVEL) ? median(differences) : 0;
        double spread = differences.quantile(Side.BOTH, 0.5);
        Statistic statistic =
                new Statistic("change of height", "m", true, new ScoreMap.Saturating(spread > 0 ? 4 * spread : 1));
        return new HeightChange(statistic, offset);
    }

    /** The signed median, from the counts on both sides of zero. */
    private static double median(Histogram differences) {
        long losses = differences.count(Side.LOSS);
        double half = differences.count() / 2.0;
        return losses > half
                ? -differences.quantile(Side.LOSS, 1 - half / losses)
                : differences.quantile(Side.GAIN, (half - losses) / differences.count(Side.GAIN));
    }
}
