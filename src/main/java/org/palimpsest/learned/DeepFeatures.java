package org.palimpsest.learned;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.mixed.ImageRegression;
import org.palimpsest.detect.mixed.MixedSettings;
import org.palimpsest.detect.mixed.RankDescriptor;

/**
 * Compares two dates by what the filters of an encoder see in them, without any training on change.
 *
 * <p>After S. Saha, F. Bovolo, L. Bruzzone, "Unsupervised deep change vector analysis for multiple-change detection in VHR
 * images", IEEE TGRS 57(6), 2019, which subtracts the features of both dates. Features of different sensors cannot be
 * subtracted, so here one date's are foretold from the other's as {@link ImageRegression} does, and the length of what remains
 * is the change vector's.
 */
public final class DeepFeatures implements Detector {
    private static final String CHECKPOINT = "checkpoint";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                "deep-features",
                "Deep change vectors",
                "Compares what the filters of an encoder see at both dates, after learning from the pair how one sensor's"
                        + " features follow from the other's; takes the encoder of any model with a ResNet or VGG-16.",
                2019,
                "S. Saha, F. Bovolo, L. Bruzzone, Unsupervised deep change vector analysis for multiple-change detection"
                        + " in VHR images, IEEE TGRS 57(6), 2019",
                "Apache-2.0",
                "",
                DetectorCard.Kind.STATISTICAL,
                Set.of(DetectorCard.SensorPair.MIXED, DetectorCard.SensorPair.OPTICAL, DetectorCard.SensorPair.RADAR),
                1,
                "otsu");
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter.File(
                CHECKPOINT,
                "Encoder",
                "A model folder or published weights of a network with a ResNet or VGG-16 inside; only its encoder is"
                        + " used. Without one, filters that were drawn at random."));
        parameters.addAll(MixedSettings.parameters());
        return List.copyOf(parameters);
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        MixedSettings settings = MixedSettings.of(input.settings(), FeatureEncoder.STRIDE);
        List<RankDescriptor> ranks = RankDescriptor.both(input, settings.seed());
        String model = input.settings().text(CHECKPOINT);
        FeatureEncoder encoder = model.isEmpty()
                ? FeatureEncoder.drawn(settings.seed(), input.device(), input.threads())
                : FeatureEncoder.of(Path.of(model), input.device(), input.threads());
        boolean complete = false;
        try {
            int channels = encoder.channels();
            ChangeModel fitted = ImageRegression.fit(
                    input,
                    new EncodedCells(encoder, channels, ranks.get(0)),
                    new EncodedCells(encoder, channels, ranks.get(1)),
                    settings);
            complete = true;
            return fitted;
        } finally {
            if (!complete) {
                encoder.close();
            }
        }
    }
}
