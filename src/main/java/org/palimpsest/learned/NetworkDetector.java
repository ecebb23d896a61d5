package org.palimpsest.learned;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.GridWish;
import org.palimpsest.detect.NetworkCost;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Tiling;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** A network of the zoo as a detector: its fit loads a checkpoint and looks once at the scene's range of values. */
final class NetworkDetector implements Detector {
    private static final String FROM_MODEL = "model";
    private static final String HALF = "half";
    private static final String CHANGE = "change";

    private final NetworkRegistry.Entry entry;
    private final DetectorCard card;
    private final List<String> stages;
    private final boolean answersWithMasks;

    NetworkDetector(NetworkRegistry.Entry entry) throws BadInputException {
        this.entry = entry;
        NetworkFacts facts = NetworkFacts.of(entry.id());
        Network network = entry.create(NetworkOptions.DEFAULT);
        stages = network.stages();
        answersWithMasks = network.masks().isPresent();
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
    public Optional<NetworkCost> cost() {
        return NetworkCosts.of(entry);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(usual());
        if (!stages.isEmpty()) {
            List<String> choices = new ArrayList<>(List.of(CHANGE));
            choices.addAll(stages);
            parameters.add(new Parameter.Choice(
                    "stage",
                    "Look at",
                    choices,
                    CHANGE,
                    "What is mapped: change, or how strongly a stage inside the network answers, as a heat layer in which"
                            + " 0.5 is what one pixel in ten of a sample exceeds."));
        }
        if (answersWithMasks) {
            parameters.add(new Parameter.Real(
                    "classScore",
                    "Least class score",
                    "",
                    0,
                    1,
                    0.5,
                    "How sure the network must be of a mask's class for it to become an object, a polygon of its own beside"
                            + " the map of change. Fewer and surer objects with more."));
        }
        return parameters;
    }

    private static List<Parameter> usual() {
        return List.of(
                new Parameter.File(
                        "checkpoint",
                        "Weights",
                        "A model folder, or a checkpoint of this network as published (.safetensors, .pt, .pth, .bin,"
                                + " .ckpt)."),
                new Parameter.Choice(
                        "normalisation",
                        "Normalisation",
                        List.of(FROM_MODEL, "unit", "symmetric", "imagenet"),
                        FROM_MODEL,
                        "How the image is scaled for the network: as the model says, 0 to 1, -1 to 1, or by ImageNet's"
                                + " mean and deviation. Change it only for bare weights that were trained otherwise."),
                new Parameter.Whole(
                        "window",
                        "Window",
                        "px",
                        0,
                        4096,
                        0,
                        "Width and height of the windows that the network sees, border included; 0 for what the model"
                                + " says."),
                new Parameter.Whole(
                        "halo",
                        "Halo",
                        "px",
                        -1,
                        1024,
                        -1,
                        "Border of each window that only gives context; across half of it neighbouring windows fade"
                                + " into each other. -1 for what the model says. More hides seams better and costs time."),
                new Parameter.Whole(
                        "batch",
                        "Windows at once",
                        "",
                        0,
                        256,
                        0,
                        "How many windows the network computes together; 0 for as many as gain speed and fit the"
                                + " memory."),
                new Parameter.Flag(
                        "flips",
                        "Average over flips",
                        false,
                        "Also looks at each window mirrored and averages the four results: a little better, four times"
                                + " slower."),
                new Parameter.Choice(
                        "precision",
                        "Precision",
                        List.of("single", HALF),
                        "single",
                        "Numbers of 32 bits, or of 16 bits on a graphics card, which is faster and takes half the"
                                + " memory."));
    }

    @Override
    public Optional<GridWish> gridWish(Settings settings) throws BadInputException {
        return Optional.of(new GridWish(model(settings).card().groundSampleDistance()));
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
        return NetworkWindows.of(window, halo);
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        ModelFolder model = model(input.settings());
        boolean half = input.settings().text("precision").equals(HALF);
        if (half && input.device().equals("cpu")) {
            throw new BadInputException("Half precision is for graphics cards; a processor computes it slower and less"
                    + " exactly. Choose --device gpu or leave precision at single.");
        }
        String stage = stages.isEmpty() ? CHANGE : input.settings().text("stage");
        if (half && !stage.equals(CHANGE)) {
            throw new BadInputException("Stages are looked at with single precision. Leave precision at single.");
        }
        // Where a graphics card runs out of memory the processor goes on, in single precision.
        NetworkModel.Loader loader =
                device -> half && !device.equals("cpu") ? new HalfNetwork(model.load(device)) : model.load(device);
        return NetworkModel.fit(
                input,
                model,
                loader,
                new NetworkModel.Inference(
                        half,
                        input.settings().flag("flips"),
                        input.settings().whole("batch"),
                        tiling(input.settings(), model.card()),
                        Optional.of(stage).filter(name -> !name.equals(CHANGE)),
                        answersWithMasks ? input.settings().real("classScore") : 0));
    }

    private ModelFolder model(Settings settings) throws BadInputException {
        String checkpoint = settings.text("checkpoint");
        if (checkpoint.isEmpty()) {
            throw new BadInputException(Notice.of(
                    "weights.none",
                    "Detector {0} needs weights: give --checkpoint with a model folder or a checkpoint of {1} that its"
                            + " authors published, or train it on labels of your own; docs/networks.md tells how."
                            + " Detectors that need none: difference, cva, mad, ir-mad, log-ratio.",
                    entry.id(),
                    entry.name()));
        }
        ModelFolder model = ModelFolder.open(Path.of(checkpoint), Optional.of(entry.id()));
        String normalisation = settings.text("normalisation");
        return normalisation.equals(FROM_MODEL)
                ? model
                : new ModelFolder(model.weights(), model.card().with(Normalisation.named(normalisation)));
    }
}
