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
 * Iterative slow feature analysis: compares the combinations of bands that vary least between the dates, learned from the
 * pixels that look unchanged.
 *
 * <p>C. Wu, B. Du, L. Zhang, "Slow feature analysis for change detection in multispectral imagery", IEEE Transactions on
 * Geoscience and Remote Sensing 52(5), 2014.
 */
public final class Isfa implements Detector {
    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "isfa",
                "Iterative slow feature analysis",
                "Suppresses what varies a little everywhere (light, season, sensor) so that real change stands out; both dates"
                        + " must have the same bands.",
                2014,
                "C. Wu, B. Du, L. Zhang, Slow feature analysis for change detection in multispectral imagery, IEEE"
                        + " Transactions on Geoscience and Remote Sensing 52(5), 2014",
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
        Bands.requireEqual(input.pair());
        int bands = input.pair().beforeBands();
        Reweighting reweighting =
                new Reweighting("slow features", (moments, shrinkage) -> SlowFeatures.of(moments, bands, shrinkage));
        return reweighting.fit(input);
    }
}
