package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.nn.Scope;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.Samples;
import org.palimpsest.zoo.Network;

/**
 * Runs a network over whole labelled pairs of any size: as one window where the pair fits, else in windows side by side. Edges
 * are mirrored up to the size that the network takes. Not safe for several threads.
 */
final class Predictor {
    private final Network network;
    private final Normalisation normalisation;
    private final int window;

    /** Computes a loss beside the probabilities; see {@link ChangeOutput}. */
    @FunctionalInterface
    interface LossOf {
        NDArray of(NDList outputs, NDArray target, NDArray counted);
    }

    /** Something done in one window of a pair. */
    @FunctionalInterface
    private interface WindowWork {
        void in(int left, int top, int width, int height);
    }

    /**
     * What a network says of a pair.
     *
     * @param probability of each pixel of the pair
     * @param loss mean over its windows; absent where none was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // Large and handed on once.
    record Prediction(float[] probability, OptionalDouble loss) {}

    /** @param window width and height in pixels, a multiple of what the network takes */
    Predictor(Network network, Normalisation normalisation, int window) {
        this.network = network;
        this.normalisation = normalisation;
        this.window = window;
    }

    /** The probabilities of a pair, and the loss where {@code loss} is given. */
    Prediction predict(Chip chip, java.util.Optional<LossOf> loss) {
        float[] probability = new float[chip.width() * chip.height()];
        double[] sum = {0};
        int windows = eachWindow(
                chip, (left, top, width, height) -> sum[0] += run(chip, left, top, width, height, loss, probability));
        return new Prediction(
                probability, loss.isPresent() ? OptionalDouble.of(sum[0] / windows) : OptionalDouble.empty());
    }

    /**
     * How strongly a stage of the network answers at each pixel of a pair, 0 to 1: half is what one pixel in ten exceeds.
     *
     * @param stage one of {@link Network#stages()}
     */
    float[] heat(Chip chip, String stage) {
        float[] strength = new float[chip.width() * chip.height()];
        eachWindow(chip, (left, top, width, height) -> {
            try (NDManager manager = network.manager().newSubManager();
                    Scope scope = new Scope()) {
                Shape shape = new Shape(1, chip.bands(), height, width);
                NDArray before = manager.create(image(chip, chip.before(), left, top, width, height), shape);
                NDArray after = manager.create(image(chip, chip.after(), left, top, width, height), shape);
                copy(network.heat(before, after, stage).toFloatArray(), chip, left, top, width, height, strength);
            }
        });
        float[] sorted = strength.clone();
        Arrays.sort(sorted);
        float half = Math.max(Float.MIN_NORMAL, sorted[(int) (0.9 * (sorted.length - 1))]);
        for (int i = 0; i < strength.length; i++) {
            strength[i] = strength[i] / (strength[i] + half);
        }
        return strength;
    }

    /** Does something in each window of a pair, and tells how many there are. */
    private int eachWindow(Chip chip, WindowWork work) {
        int windows = 0;
        int width = Math.min(window, fitting(chip.width()));
        int height = Math.min(window, fitting(chip.height()));
        for (int y = 0; y < chip.height(); y += height) {
            for (int x = 0; x < chip.width(); x += width) {
                // The last windows move in, so that as little as possible is mirrored.
                int left = Math.max(0, Math.min(x, chip.width() - width));
                int top = Math.max(0, Math.min(y, chip.height() - height));
                work.in(left, top, width, height);
                windows++;
            }
        }
        return windows;
    }

    private int fitting(int length) {
        int multiple = network.sizeMultiple();
        return Math.max(network.smallestSize(), (length + multiple - 1) / multiple * multiple);
    }

    private double run(
            Chip chip, int left, int top, int width, int height, java.util.Optional<LossOf> loss, float[] probability) {
        try (NDManager manager = network.manager().newSubManager();
                Scope scope = new Scope()) {
            Shape shape = new Shape(1, chip.bands(), height, width);
            NDArray before = manager.create(image(chip, chip.before(), left, top, width, height), shape);
            NDArray after = manager.create(image(chip, chip.after(), left, top, width, height), shape);
            NDList outputs = network.apply(before, after);
            float[] window = network.changeProbability(outputs).toFloatArray();
            double found = loss.isPresent() ? loss(chip, left, top, width, height, loss.get(), outputs, manager) : 0;
            copy(window, chip, left, top, width, height, probability);
            return found;
        }
    }

    /** Copies what lies on the pair from a window into the whole. */
    private static void copy(float[] window, Chip chip, int left, int top, int width, int height, float[] whole) {
        for (int y = 0; y < height && top + y < chip.height(); y++) {
            for (int x = 0; x < width && left + x < chip.width(); x++) {
                whole[(top + y) * chip.width() + left + x] = window[y * width + x];
            }
        }
    }

    private static double loss(
            Chip chip, int left, int top, int width, int height, LossOf loss, NDList outputs, NDManager manager) {
        float[] target = new float[width * height];
        float[] counted = new float[target.length];
        for (int y = 0; y < height && top + y < chip.height(); y++) {
            for (int x = 0; x < width && left + x < chip.width(); x++) {
                byte label = chip.label()[(top + y) * chip.width() + left + x];
                target[y * width + x] = label == Chip.CHANGE ? 1 : 0;
                counted[y * width + x] = label == Chip.IGNORED ? 0 : 1;
            }
        }
        Shape shape = new Shape(1, 1, height, width);
        return loss.of(outputs, manager.create(target, shape), manager.create(counted, shape))
                .getFloat();
    }

    private float[] image(Chip chip, Samples samples, int left, int top, int width, int height) {
        float[] image = new float[chip.bands() * width * height];
        int pixels = chip.width() * chip.height();
        for (int band = 0; band < chip.bands(); band++) {
            for (int y = 0; y < height; y++) {
                int row = Mirror.index(top + y, chip.height()) * chip.width();
                for (int x = 0; x < width; x++) {
                    float sample = samples.get(band * pixels + row + Mirror.index(left + x, chip.width()));
                    image[(band * height + y) * width + x] = normalisation.apply(band, sample);
                }
            }
        }
        return image;
    }
}
