package org.palimpsest.train;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.learned.ComputeDevice;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.NetworkFacts;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.Precision;
import org.palimpsest.nn.weights.Checkpoint;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetBands;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelledPair;
import org.palimpsest.train.dataset.Split;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;
import org.palimpsest.zoo.maskcd.MaskCd;

/** Everything that a training works with, put together from its {@link TrainSpec}: data, network, losses, optimisers. */
final class Training implements AutoCloseable {
    private static final int USUAL_WINDOW = 256;
    private static final int USUAL_HALO = 32;

    final TrainSpec spec;
    final Settings settings;
    final List<LabelledPair> train;
    final List<LabelledPair> validation;
    final ChipCache cache;
    final NetworkOptions options;
    final Normalisation normalisation;
    final Network network;
    /** Follows the network as a moving average, where the recipe wants one. */
    final Optional<Network> average;

    final Objective objective;
    final ParameterGroups groups;
    final int window;
    /** With which the network runs while it learns; validation and models know 32 bits only. */
    final Precision precision;

    /** Opens the data and builds the network; the calling thread is the one that will train. */
    Training(TrainSpec spec, TrainResources resources) throws BadInputException {
        this.spec = spec;
        settings = spec.settings();
        precision = Precision.byId(settings.text("precision")).orElseThrow();
        Dataset dataset = Datasets.open(spec.dataset(), spec.labels());
        train = dataset.split(Split.TRAIN);
        validation = dataset.split(Split.VAL);
        cache = new ChipCache(resources.cacheBytes());
        int bands = cache.get(train.get(0)).bands();
        Optional<ModelFolder> init = spec.init().isPresent()
                ? Optional.of(ModelFolder.open(spec.init().get(), Optional.of(spec.network())))
                : Optional.empty();
        options =
                init.isPresent() ? init.get().card().options() : spec.options().with("bands", bands);
        if (options.bands() != bands) {
            throw new BadInputException("The model in " + init.get().weights() + " takes " + options.bands()
                    + " bands, but the images have " + bands + ".");
        }
        spec.checkEncoder();
        normalisation = normalisation(bands, init);
        Device device = ComputeDevice.parse(resources.device());
        LibTorch.useThreads(resources.threads());
        network = NetworkRegistry.byId(spec.network())
                .orElseThrow(() -> new BadInputException("There is no network \"" + spec.network() + "\"."))
                .create(options);
        boolean complete = false;
        try {
            checkCrop();
            window = window();
            network.initialise(device, settings.whole("seed"));
            load(init);
            objective = objective(bands);
            groups = new ParameterGroups(network, spec.recipe().encoder().keySet(), spec.freezeEncoder(), settings);
            average = settings.real("average") > 0 ? Optional.of(copyOf(network, device)) : Optional.empty();
            complete = true;
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    private void checkCrop() throws BadInputException {
        int crop = settings.whole("crop");
        if (crop % network.sizeMultiple() != 0 || crop < network.smallestSize()) {
            throw new BadInputException("The crop must be a multiple of " + network.sizeMultiple() + " and at least "
                    + network.smallestSize() + " pixels for " + spec.network() + ", but was " + crop + ".");
        }
    }

    private int window() throws BadInputException {
        int multiple = network.sizeMultiple();
        int wanted = settings.whole("window");
        if (wanted % multiple != 0) {
            throw new BadInputException("The window must be a multiple of " + multiple + " pixels for " + spec.network()
                    + ", but was " + wanted + ".");
        }
        int usual = Math.max(USUAL_WINDOW, settings.whole("crop"));
        return wanted > 0 ? Math.max(32, wanted) : (usual + multiple - 1) / multiple * multiple;
    }

    private Objective objective(int bands) throws BadInputException {
        if (network instanceof MaskCd) {
            return new MaskSetObjective();
        }
        double changeWeight = settings.real("changeWeight");
        return new MapObjective(
                ChangeOutput.of(network, bands, probeSize(), spec.recipe().sides()),
                new Losses(settings, changeWeight == 0 ? DataFacts.balance(train, cache) : changeWeight),
                settings.real("deepSupervision"));
    }

    private int probeSize() {
        return Math.max(
                network.smallestSize(),
                Math.min(settings.whole("crop"), 64 / network.sizeMultiple() * network.sizeMultiple()));
    }

    private Normalisation normalisation(int bands, Optional<ModelFolder> init) throws BadInputException {
        String name = settings.text("normalisation");
        if (name.equals("auto")) {
            if (init.isPresent()) {
                return init.get().card().normalisation();
            }
            name = bands == 3 ? NetworkFacts.of(spec.network()).normalisation() : "unit";
        }
        if (name.equals("dataset")) {
            return DataFacts.normalisation(train, cache);
        }
        Normalisation named = Normalisation.named(name);
        if (named.mean().length > 1 && named.mean().length != bands) {
            throw new BadInputException("The normalisation " + name + " is for " + named.mean().length
                    + " bands, but the images have " + bands + "; set normalisation=dataset.");
        }
        return named;
    }

    private void load(Optional<ModelFolder> init) throws BadInputException {
        try {
            if (init.isPresent()) {
                Checkpoint.load(network, init.get().weights());
            }
            if (spec.encoderWeights().isPresent()) {
                EncoderWeights.fill(
                        network, spec.recipe().encoder(), spec.encoderWeights().get());
            }
        } catch (IOException e) {
            throw new BadInputException("The weights to start from cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Network copyOf(Network source, Device device) {
        Network copy = NetworkRegistry.byId(spec.network()).orElseThrow().create(options);
        copy.initialise(device, settings.whole("seed"));
        org.palimpsest.nn.MovingAverage.follow(copy, source, 0);
        return copy;
    }

    /** The network whose weights are validated and saved as a model. */
    Network validated() {
        return average.orElse(network);
    }

    /** Switches to learning, with gradients for all that is not frozen. */
    void startLearning() {
        network.train(true);
        if (settings.flag("freezeNorms")) {
            network.visit(part -> {
                if (part instanceof org.palimpsest.nn.BatchNorm) {
                    part.train(false);
                }
            });
        }
        network.state().forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                boolean frozen = spec.freezeEncoder()
                        && ParameterGroups.isOf(spec.recipe().encoder().keySet(), name);
                parameter.array().setRequiresGradient(!frozen);
            }
        });
    }

    /** Switches to predicting; no gradient is recorded. */
    void stopLearning() {
        network.train(false);
        network.requireGradients(false);
        average.ifPresent(one -> one.train(false));
    }

    /** What the model folder will say of the weights. */
    ModelCard card(double threshold, java.util.Map<String, String> story) {
        return new ModelCard(
                spec.network(),
                options,
                DatasetBands.names(options.bands()),
                normalisation,
                java.util.OptionalDouble.empty(),
                window,
                Math.min(USUAL_HALO, window / 8),
                threshold,
                List.of("no change", "change"),
                "as the training data allow",
                story,
                "");
    }

    @Override
    public void close() {
        groups.close();
        average.ifPresent(Network::close);
        network.close();
    }
}
