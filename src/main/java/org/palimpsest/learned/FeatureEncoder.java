package org.palimpsest.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.Part;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.HubResNet;
import org.palimpsest.zoo.encoder.ResNet;
import org.palimpsest.zoo.encoder.Vgg16;

/**
 * The first layers of an encoder, down to a quarter of the image's size: what its filters see around each 4 x 4 pixels. Safe
 * from many threads; one image at a time is in the encoder.
 */
final class FeatureEncoder implements AutoCloseable {
    /** Pixels of the image for one of the map. */
    static final int STRIDE = 4;

    /** How far the layers in use look, rounded up to whole cells; a ResNet-34's first layer sees 29 pixels around. */
    static final int REACH = 32;

    /** Bands that encoders take. */
    static final int BANDS = 3;

    /** Spreads ranks over what drawn filters answer to alike, -2 to 2. */
    private static final Normalisation FOR_DRAWN = new Normalisation(new double[] {0.5}, new double[] {0.25});

    private final AutoCloseable weights;
    private final NDManager manager;
    private final Function<NDArray, NDArray> map;
    private final ForwardThread forward;
    private final String name;
    private final Normalisation normalisation;
    private boolean closed;

    private FeatureEncoder(
            AutoCloseable weights,
            NDManager manager,
            Function<NDArray, NDArray> map,
            int threads,
            String name,
            Normalisation normalisation) {
        this.weights = weights;
        this.manager = manager;
        this.map = map;
        this.name = name;
        this.normalisation = normalisation;
        forward = new ForwardThread(threads);
    }

    /**
     * The encoder inside a model of the zoo.
     *
     * @param model a model folder or published weights
     * @throws BadInputException when the model has no encoder whose features lie at a quarter of the size
     */
    static FeatureEncoder of(Path model, String device, int threads) throws BadInputException {
        ModelFolder folder = ModelFolder.open(model, Optional.empty());
        Network network = folder.load(device);
        List<Function<NDArray, NDArray>> maps = new ArrayList<>();
        network.visit(part -> of(part).ifPresent(maps::add));
        if (maps.isEmpty()) {
            network.close();
            throw new BadInputException(
                    "The model in " + model + " (" + folder.card().network()
                            + ") has no encoder of convolutions with features at a quarter of the image's size. Those with a ResNet"
                            + " or VGG-16 inside have one, such as fusionunet, bit, minenetcd-resnet and dsifn.");
        }
        return new FeatureEncoder(
                network,
                network.manager(),
                maps.get(0),
                threads,
                folder.card().network(),
                folder.card().normalisation());
    }

    /** A ResNet-18's first layer with weights that were drawn, not learned. */
    static FeatureEncoder drawn(long seed, String device, int threads) throws BadInputException {
        NDManager manager = LibTorch.newManager(ComputeDevice.parse(device));
        ResNet encoder =
                new ResNet(BANDS, new int[] {64, 128, 256, 512}, new int[] {2, 2, 2, 2}, new int[] {1, 2, 2, 2}, false);
        encoder.initialise(manager, seed);
        return new FeatureEncoder(
                manager, manager, image -> encoder.features(image).get(1), threads, "drawn filters", FOR_DRAWN);
    }

    private static Optional<Function<NDArray, NDArray>> of(Part part) {
        if (part instanceof ResNet resNet) {
            return Optional.of(image -> resNet.features(image).get(1));
        }
        if (part instanceof HubResNet resNet) {
            return Optional.of(image -> resNet.features(image).get(0));
        }
        if (part instanceof Vgg16 vgg) {
            return Optional.of(image -> vgg.features(image).get(2));
        }
        return Optional.empty();
    }

    /** The network that the encoder comes from. */
    String name() {
        return name;
    }

    /** What is done to an image of 0 to 1 before the encoder sees it. */
    Normalisation normalisation() {
        return normalisation;
    }

    /** How many channels the map has. */
    int channels() throws BadInputException {
        return features(new float[BANDS * 64 * 64], 64, 64).length;
    }

    /**
     * The map of an image.
     *
     * @param image [3, height, width] in one array
     * @return [channels][height / 4 * width / 4]
     */
    float[][] features(float[] image, int height, int width) throws BadInputException {
        return forward.call(() -> {
            try (NDManager pass = manager.newSubManager()) {
                NDArray input = pass.create(image, new Shape(1, BANDS, height, width));
                NDList output = new NDList(map.apply(input));
                output.attach(pass);
                float[] values = output.singletonOrThrow().toFloatArray();
                int channels = (int) output.singletonOrThrow().getShape().get(1);
                int cells = values.length / channels;
                float[][] features = new float[channels][cells];
                for (int channel = 0; channel < channels; channel++) {
                    System.arraycopy(values, channel * cells, features[channel], 0, cells);
                }
                return features;
            }
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            forward.close();
            try {
                weights.close();
            } catch (Exception e) {
                throw new IllegalStateException("The encoder's memory could not be given back.", e);
            }
        }
    }
}
