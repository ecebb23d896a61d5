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
 * Multivariate alteration detection: the differences of canonical variates, which no linear change of a date's bands (gain,
 * offset, other sensor units) can alter.
 *
 * <p>A. A. Nielsen, K. Conradsen, J. J. Simpson, "Multivariate alteration detection (MAD) and MAF postprocessing in
 * multispectral, bitemporal image data", Remote Sensing of Environment 64, 1998.
 */
public final class Mad implements Detector {
    static final String VARIATES = "MAD variates";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "mad",
                "Multivariate alteration detection",
                "Compares the combinations of bands that agree best between the dates; blind to differences of gain, offset"
                        + " and sensor units. The dates may have different bands.",
                1998,
                "A. A. Nielsen, K. Conradsen, J. J. Simpson, Multivariate alteration detection (MAD) and MAF postprocessing"
                        + " in multispectral, bitemporal image data, Remote Sensing of Environment 64, 1998",
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
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Bands.requireAtLeast(card(), input.pair());
        BandMoments moments = BandMoments.ofScene(input);
        return VariateModel.of(
                VARIATES,
                CanonicalCorrelation.of(
                                moments,
                                input.pair().beforeBands(),
                                input.pair().afterBands(),
                                1)
                        .variates());
    }
}
