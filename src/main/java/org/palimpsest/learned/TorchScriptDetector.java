package org.palimpsest.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Sha256;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.GridWish;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Tiling;
import org.palimpsest.zoo.NetworkOptions;

/** A user's own network in a TorchScript file as a detector, once they say that they trust the file. */
final class TorchScriptDetector implements Detector {
    private static final String ID = "torchscript";
    private static final String JOINED = "joined";
    private static final String PROBABILITIES = "probability";

    @Override
    public DetectorCard card() {
        return new DetectorCard(
                ID,
                "TorchScript file",
                "Your own network from a TorchScript file; the file is a program, so it runs only when you trust it.",
                2018,
                "your own; the format is described in PyTorch's documentation of torch.jit",
                "the file's own",
                "",
                DetectorCard.Kind.SUPERVISED,
                Set.of(DetectorCard.SensorPair.OPTICAL, DetectorCard.SensorPair.RADAR, DetectorCard.SensorPair.MIXED),
                1,
                "0.5");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.File("checkpoint", "TorchScript file", "A file that torch.jit.save wrote."),
                new Parameter.Flag(
                        "trust",
                        "I trust this file",
                        false,
                        "TorchScript is code: loading the file runs what its author wrote, with your rights. Set it"
                                + " only for files from someone you trust."),
                new Parameter.Choice(
                        "call",
                        "Call",
                        List.of("two", JOINED),
                        "two",
                        "How the network takes the images: forward(before, after), or forward(both) with the bands of"
                                + " both dates one after the other."),
                new Parameter.Choice(
                        "output",
                        "Output",
                        List.of("logits", PROBABILITIES),
                        "logits",
                        "What its first output [N, 1 or 2, H, W] holds: logits, or probabilities (of change; with two"
                                + " maps, in the second)."),
                new Parameter.Whole("bands", "Bands", "", 1, 64, 3, "Bands of each image that the network takes."),
                new Parameter.Choice(
                        "normalisation",
                        "Normalisation",
                        List.of("unit", "symmetric", "imagenet"),
                        "unit",
                        "How the image is scaled for the network: 0 to 1, -1 to 1, or by ImageNet's mean and"
                                + " deviation."),
                new Parameter.Whole(
                        "window",
                        "Window",
                        "px",
                        32,
                        4096,
                        ModelCard.USUAL_WINDOW,
                        "Width and height of the windows that the network sees, border included."),
                new Parameter.Whole(
                        "halo",
                        "Halo",
                        "px",
                        0,
                        1024,
                        ModelCard.USUAL_HALO,
                        "Border of each window that only gives context; across half of it neighbouring windows fade"
                                + " into each other."));
    }

    @Override
    public Optional<GridWish> gridWish(Settings settings) {
        return Optional.of(new GridWish(OptionalDouble.empty()));
    }

    @Override
    public Optional<Tiling> tiling(Settings settings) throws BadInputException {
        requireTrust(settings);
        return Optional.of(windows(settings));
    }

    private static Tiling windows(Settings settings) throws BadInputException {
        return NetworkWindows.of(settings.whole("window"), settings.whole("halo"));
    }

    private static Path requireTrust(Settings settings) throws BadInputException {
        String file = settings.text("checkpoint");
        if (file.isEmpty()) {
            throw new BadInputException("Detector " + ID + " needs a file: give --checkpoint with a TorchScript file.");
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new BadInputException("There is no file " + path + ". Give a TorchScript file.");
        }
        if (!settings.flag("trust")) {
            throw new BadInputException(
                    path + " was not loaded: TorchScript is code, and loading it runs what its author"
                            + " wrote with your rights. If you trust the file, say so with --trust.");
        }
        return path;
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        Settings settings = input.settings();
        Path file = requireTrust(settings);
        boolean joined = settings.text("call").equals(JOINED);
        boolean probabilities = settings.text("output").equals(PROBABILITIES);
        NetworkModel.Loader loader =
                device -> TorchScriptNetwork.load(file, ComputeDevice.parse(device), joined, probabilities);
        // One window at a time: a traced file may have its batch of one written into it.
        return NetworkModel.fit(
                input,
                model(file, settings),
                loader,
                new NetworkModel.Inference(false, false, 1, windows(settings), Optional.empty(), 0));
    }

    private static ModelFolder model(Path file, Settings settings) throws BadInputException {
        try {
            ModelCard card = new ModelCard(
                    ID,
                    new NetworkOptions(Map.of("bands", settings.whole("bands"))),
                    List.of(),
                    Normalisation.named(settings.text("normalisation")),
                    OptionalDouble.empty(),
                    settings.whole("window"),
                    settings.whole("halo"),
                    0.5,
                    List.of("no change", "change"),
                    "not stated in the file",
                    Map.of(),
                    Sha256.of(file));
            return new ModelFolder(file, card);
        } catch (IOException e) {
            throw new BadInputException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
