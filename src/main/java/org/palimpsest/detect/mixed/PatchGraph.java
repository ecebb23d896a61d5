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
 * Self-similarity: patches that look alike at one date should look alike at the other, whatever the sensors.
 *
 * <p>After Y. Sun, L. Lei, D. Guan, G. Kuang, "Iterative robust graph for unsupervised change detection of heterogeneous
 * remote sensing images", IEEE TIP 30, 2021. What differs here is said at {@link SimilarCells} (a sample of the scene, medians)
 * and {@link EdgeAwareSmoothing} (in place of a Markov random field with two labels); and descriptions are ranks.
 */
public final class PatchGraph implements Detector {
    private static final int CELL = 4;
    /** Largest number of cells that may be joined. */
    private static final int CELLS = 2048;

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "patch-graph",
                "Patch graph",
                "Finds for each patch the patches of the scene that look like it at one date, and asks whether they still"
                        + " look like it at the other; for different sensors.",
                2021,
                "Y. Sun, L. Lei, D. Guan, G. Kuang, Iterative robust graph for unsupervised change detection of"
                        + " heterogeneous remote sensing images, IEEE TIP 30, 2021",
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
        return MixedModel.fit(input, ranks.get(0), ranks.get(1), SimilarCells::of, settings, CELLS);
    }
}
