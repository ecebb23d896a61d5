package org.palimpsest.learned;

import java.nio.file.Path;
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
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkRegistry;

/** A network of the zoo as a detector: its fit loads a checkpoint and looks once at the scene's range of values. */
final class NetworkDetector implements Detector {
    private static final String FROM_MODEL = "model";

    private final NetworkRegistry.Entry entry;
    private final DetectorCard card;

    NetworkDetector(NetworkRegistry.Entry entry) throws BadInputException {
        this.entry = entry;
        NetworkFacts facts = NetworkFacts.of(entry.id());
        card = new DetectorCard(
                entry.id(),
                entry.name(),
                facts.summary(),
                facts.year(),
                facts.paper(),
                "Apache-2.0 (this program's own code); of the original: " + facts.codeLicence(),
                "",
                DetectorCard.Kind.SUPERVISED,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                1,
                "0.5");
    }

    @Override
    public DetectorCard card() {
        return card;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.File(
                        "checkpoint",
                        "Weights",
                        "A model folder, or a checkpoint of this network as published (.safetensors, .pt, .pth, .bin, .ckpt)."),
                new Parameter.Choice(
                        "normalisation",
                        "Normalisation",
                        List.of(FROM_MODEL, "unit", "symmetric", "imagenet"),
                        FROM_MODEL,
                        "How the image is scaled for the network: as the model says, 0 to 1, -1 to 1, or by ImageNet's mean"
                                + " and deviation. Change it only for bare weights that were trained otherwise."),
                new Parameter.Whole(
                        "window",
                        "Window",
                        "px",
                        0,
                        4096,
                        0,
                        "Width and height of the windows that the network sees, border included; 0 for what the model says."),
                new Parameter.Whole(
                        "halo",
                        "Halo",
                        "px",
                        -1,
                        1024,
                        -1,
                        "Border of each window that only gives context; across half of it neighbouring windows fade into each"
                                + " other. -1 for what the model says. More hides seams better and costs time."),
                new Parameter.Flag(
                        "flips",
                        "Average over flips",
                        false,
                        "Also looks at each window mirrored and averages the four results: a little better, four times"
                                + " slower."));
    }

    @Override
    public Optional<Tiling> tiling(Settings settings) throws BadInputException {
        return Optional.of(tiling(settings, model(settings).card()));
    }

    private Tiling tiling(Settings settings, ModelCard model) throws BadInputException {
        int multiple = entry.create(model.options()).sizeMultiple();
        int window = settings.whole("window") == 0 ? model.window() : settings.whole("window");
        int halo = settings.whole("halo") < 0 ? model.halo() : settings.whole("halo");
        if (window % multiple != 0) {
            throw new BadInputException("The window must be a multiple of " + multiple + " pixels for " + entry.name()
                    + ", but was " + window + ".");
        }
        if (window - 2 * halo < 16) {
            throw new BadInputException("A window of " + window + " pixels leaves nothing inside a halo of " + halo
                    + " pixels. Choose a larger window or a smaller halo.");
        }
        int core = window - 2 * halo;
        return new Tiling(core, halo, Math.min(halo, core / 2) / 2);
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        ModelFolder model = model(input.settings());
        ModelCard read = model.card();
        int channels = read.options().bands();
        ChannelRoles before = ChannelRoles.of(
                "before", input.pair().beforeBands(), input.pair().beforeDescriptions(), channels);
        ChannelRoles after =
                ChannelRoles.of("after", input.pair().afterBands(), input.pair().afterDescriptions(), channels);
        input.progress().warning("What the network sees: " + before.reason() + "; " + after.reason() + ".");
        SceneStretch stretch = SceneStretch.of(input, before, after);
        Tiling tiling = tiling(input.settings(), read);
        input.progress().stage("load", 0);
        Network network = model.load(input.device());
        return new NetworkModel(
                model,
                network,
                before,
                after,
                stretch,
                input.settings().flag("flips"),
                tiling,
                input.threads(),
                input.progress());
    }

    private ModelFolder model(Settings settings) throws BadInputException {
        String checkpoint = settings.text("checkpoint");
        if (checkpoint.isEmpty()) {
            throw new BadInputException(
                    "Detector " + entry.id() + " needs weights: give --checkpoint with a model folder or"
                            + " a published checkpoint of " + entry.name()
                            + ". Detectors that need none: difference, cva, mad, ir-mad, log-ratio.");
        }
        ModelFolder model = ModelFolder.open(Path.of(checkpoint), Optional.of(entry.id()));
        String normalisation = settings.text("normalisation");
        return normalisation.equals(FROM_MODEL)
                ? model
                : new ModelFolder(model.weights(), model.card().with(Normalisation.named(normalisation)));
    }
}
