package org.palimpsest.detect.mixed;

import java.util.List;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Parameter;

/**
 * Image regression: each date is computed from the other by a function learned from the pair itself, and what the function
 * cannot explain has changed.
 *
 * <p>After L. T. Luppino, F. M. Bianchi, G. Moser, S. N. Anfinsen, "Unsupervised image regression for heterogeneous change
 * detection", IEEE TGRS 57(12), 2019: both ways, kernel regression, learned from pixels that are taken for unchanged. These are
 * found by leaving out the worst explained in rounds ({@link TwoWayComparison}) rather than by comparing affinities first, which
 * found change less well in our measurements (docs/heterogeneous.md).
 */
public final class ImageRegression implements Detector {
    private static final int CELL = 4;
    private static final int CELLS = 8192;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "image-regression",
                "Image regression",
                "Learns from the pair how one sensor would see what the other saw, both ways, and marks what cannot be"
                        + " explained so; for different sensors.",
                2019,
                "L. T. Luppino, F. M. Bianchi, G. Moser, S. N. Anfinsen, Unsupervised image regression for heterogeneous"
                        + " change detection, IEEE TGRS 57(12), 2019",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.MIXED, DetectorCard.SensorPair.OPTICAL, DetectorCard.SensorPair.RADAR),
                1,
                "otsu");
    }

    @Override
    public List<Parameter> parameters() {
        return MixedSettings.parameters(CELL);
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        MixedSettings settings = MixedSettings.of(input.settings());
        List<RankDescriptor> ranks = RankDescriptor.both(input, settings.seed());
        return fit(input, ranks.get(0), ranks.get(1), settings);
    }

    /**
     * The same with other descriptions of cells, such as a network's features.
     *
     * @param before describes cells at the first date; closed with the model
     * @param after describes cells at the second date
     */
    public static ChangeModel fit(FitInput input, CellDescriptor before, CellDescriptor after, MixedSettings settings)
            throws BadInputException, CancelledException {
        return MixedModel.fit(input, before, after, KernelRegression.seeded(settings.seed()), settings, CELLS);
    }
}
