package org.palimpsest.learned.maskucd;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Tiling;

/** MaskUCD: learns on the pair itself what agrees between two sensors where nothing changed, and shows what does not. */
public final class MaskUcdDetector implements Detector {
    private static final DetectorCard CARD = new DetectorCard(
            "maskucd",
            "MaskUCD",
            "Trains a small network on the pair itself, without labels, to describe both sensors alike; what it cannot"
                    + " describe alike has changed. For radar beside optical, or any two different sensors; takes minutes.",
            2026,
            "Xie et al., \"Unsupervised Change Detection of Heterogeneous Remote Sensing Images via Dynamic Mask-guided"
                    + " Reconstruction\"",
            "Apache-2.0 (this program's own code); of the original: none stated",
            "",
            DetectorCard.Kind.UNSUPERVISED,
            Set.of(DetectorCard.SensorPair.MIXED, DetectorCard.SensorPair.RADAR, DetectorCard.SensorPair.OPTICAL),
            1,
            TrainingSettings.RULE);

    @Override
    public DetectorCard card() {
        return CARD;
    }

    @Override
    public List<Parameter> parameters() {
        return TrainingSettings.parameters();
    }

    /** Tiles for the network of a large scene; of a small one the map is there already. */
    @Override
    public Optional<Tiling> tiling(Settings settings) {
        return Optional.of(new Tiling(WindowModel.CORE, WindowModel.HALO, WindowModel.FADE));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        SceneRegression regression = new SceneRegression(input);
        KeptFit keeping = KeptFit.of(input);
        ChangeModel trained;
        boolean complete = false;
        try {
            trained = new SceneTraining(input, regression, keeping).run();
            complete = true;
        } finally {
            if (!complete) {
                regression.close();
            }
        }
        return RefinedModel.of(trained, TrainingSettings.of(input.settings()), regression, input, keeping);
    }
}
