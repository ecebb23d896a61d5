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

/**
 * Iteratively reweighted multivariate alteration detection: MAD fitted again and again, each time to the pixels that the fit
 * before found unchanged, so that the change itself does not spoil the comparison.
 *
 * <p>A. A. Nielsen, "The regularized iteratively reweighted MAD method for change detection in multi- and hyperspectral
 * data", IEEE Transactions on Image Processing 16(2), 2007. See {@link Reweighting} for the sample and the
 * correction of the weights.
 */
public final class IrMad implements Detector {
    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "ir-mad",
                "Iteratively reweighted multivariate alteration detection",
                "MAD that learns what \"unchanged\" looks like from the unchanged pixels only; the best of the classical"
                        + " detectors where most of the scene is stable.",
                2007,
                "A. A. Nielsen, The regularized iteratively reweighted MAD method for change detection in multi- and"
                        + " hyperspectral data, IEEE Transactions on Image Processing 16(2), 2007",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                2,
                "auto");
    }

    @Override
    public List<Parameter> parameters() {
        return Reweighting.PARAMETERS;
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireAtLeast(card(), input.pair());
        int before = input.pair().beforeBands();
        int after = input.pair().afterBands();
        Reweighting reweighting = new Reweighting(
                Mad.VARIATES, (moments, shrinkage) -> CanonicalCorrelation.of(moments, before, after, shrinkage));
        return reweighting.fit(input);
    }
}
