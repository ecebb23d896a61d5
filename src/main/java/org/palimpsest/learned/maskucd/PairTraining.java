package org.palimpsest.learned.maskucd;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.nn.Adam;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Optimiser;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.maskucd.DifferenceMap;
import org.palimpsest.zoo.maskucd.MaskUcd;

/**
 * The training of one network on one pair, an epoch at a time.
 *
 * <p>One step of AdamW on the whole pair is an epoch. The mask of an epoch holds what differs most by the weights before its
 * step, or what does so together with a guide; it is drawn from generous to strict over the first 50 epochs. Belongs to one
 * thread.
 */
final class PairTraining implements AutoCloseable {
    static final double LEARNING_RATE = 6e-4;
    private static final double WEIGHT_DECAY = 0.01;
    private static final int RAMP = 50;
    private static final double SOFTENING = 0.7;

    private final MaskUcd network;
    private final Optimiser optimiser;
    private final MaskRule rule;

    /** @param network initialised; it stays the caller's */
    PairTraining(MaskUcd network, MaskRule rule) {
        this.network = network;
        this.rule = rule;
        network.train(true);
        network.requireGradients(true);
        optimiser = Adam.adamW(network.state(), WEIGHT_DECAY);
    }

    /** A network for images of so many bands, with weights that depend on the seed alone. */
    static MaskUcd network(int bands1, int bands2, Device device, long seed) {
        MaskUcd network = new MaskUcd(bands1, bands2);
        network.initialise(device, seed);
        return network;
    }

    /** How much the features of the whole image are drawn together in an epoch: from 1 down to 0. */
    static double alpha(int epoch) {
        return epoch < RAMP ? (1 + Math.cos(Math.PI * epoch / RAMP)) / 2 : 0;
    }

    /**
     * What an epoch gives.
     *
     * @param map differences from 0 to 1 by the weights before the step, {@code [H, W]}; 0 where pixels do not count
     * @param mask of the epoch; where a guide led it, as large as that of the map's own threshold, but not the same
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Epoch(EpochRecord record, float[] map, boolean[] mask) {}

    /**
     * Looks at the pair and makes one step.
     *
     * @param step false to look only, after which the weights are as before
     */
    Epoch epoch(int number, PairImages images, boolean step) {
        return epoch(number, images, Optional.empty(), step);
    }

    /**
     * Looks at the pair and makes one step.
     *
     * @param guide leads the mask, where there is one
     */
    Epoch epoch(int number, PairImages images, Optional<RegressionGuide> guide, boolean step) {
        optimiser.zeroGradients();
        if (!step) {
            try (NDManager manager = network.manager().newSubManager();
                    Scope scope = new Scope()) {
                return look(number, images, guide, manager, null);
            }
        }
        try (Gradients gradients = new Gradients();
                NDManager manager = network.manager().newSubManager();
                Scope scope = new Scope()) {
            return look(number, images, guide, manager, gradients);
        }
    }

    private Epoch look(
            int number,
            PairImages images,
            Optional<RegressionGuide> guide,
            NDManager manager,
            @Nullable Gradients gradients) {
        double alpha = alpha(number);
        int height = images.height();
        int width = images.width();
        NDArray first = array(manager, images.first(), images.bands1(), height, width);
        NDArray second = array(manager, images.second(), images.bands2(), height, width);
        NDArray counted = array(manager, flags(images.counted()), 1, height, width);
        NDList outputs = network.apply(first, second);
        NDArray difference = DifferenceMap.normalised(DifferenceMap.lengths(outputs.get(0), outputs.get(1)), counted);
        float[] map = difference.toFloatArray();
        MapMoments moments = MapMoments.of(map, images.counted());
        double factor = guide.isPresent() && alpha > 0
                ? new ShareRule(guide.get().share(alpha)).factor(map, images.counted(), moments)
                : rule.factor(map, images.counted(), moments) * (1 - SOFTENING * alpha);
        double threshold = moments.threshold(factor);
        boolean[] own = new boolean[map.length];
        for (int i = 0; i < map.length; i++) {
            if (!images.counted()[i]) {
                map[i] = 0;
            } else {
                own[i] = map[i] > threshold;
            }
        }
        boolean[] mask = guide.isPresent() ? guide.get().mask(map, count(own)) : own;
        int maskPixels = count(mask);
        float[] inside = flags(mask);
        PairLosses losses = PairLosses.of(
                outputs,
                first,
                second,
                difference,
                array(manager, inside, 1, height, width),
                counted,
                moments.count(),
                maskPixels,
                alpha);
        double norm = 0;
        if (gradients != null && Float.isFinite(losses.total().getFloat())) {
            gradients.backward(losses.total());
            norm = optimiser.gradientNorm();
            if (Double.isFinite(norm)) {
                optimiser.step(LEARNING_RATE);
            }
        }
        EpochRecord record = new EpochRecord(
                number,
                alpha,
                factor,
                threshold,
                maskPixels,
                maskPixels / (double) Math.max(1, moments.count()),
                losses.reconstruction1().getFloat(),
                losses.reconstruction2().getFloat(),
                losses.cross().getFloat(),
                losses.align().getFloat(),
                losses.unchanged().getFloat(),
                losses.feature().getFloat(),
                losses.total().getFloat(),
                norm);
        return new Epoch(record, map, mask);
    }

    private static int count(boolean[] pixels) {
        int count = 0;
        for (boolean pixel : pixels) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    /** 1 where a pixel is in, else 0. */
    private static float[] flags(boolean[] pixels) {
        float[] flags = new float[pixels.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = pixels[i] ? 1 : 0;
        }
        return flags;
    }

    /** How many updates were made. */
    int steps() {
        return optimiser.steps();
    }

    /** The weights by name. */
    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        network.state().forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                weights.put(name, parameter.array().toFloatArray());
            }
        });
        return weights;
    }

    /** The optimiser's running means by name. */
    Map<String, float[]> moments() {
        Map<String, float[]> moments = new LinkedHashMap<>();
        optimiser.state().forEach((name, array) -> moments.put(name, array.toFloatArray()));
        return moments;
    }

    /** Goes on where a training was kept. */
    void goOn(KeptTraining kept) {
        restore(network, kept.weights());
        kept.moments().forEach(optimiser::restore);
        optimiser.resumeAfter(kept.steps());
    }

    /**
     * Gives a network the weights that a training had come to.
     *
     * @throws IllegalArgumentException when they are not this network's
     */
    static void restore(MaskUcd network, Map<String, float[]> weights) {
        network.state().forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                float[] values = weights.get(name);
                if (values == null) {
                    throw new IllegalArgumentException("There are no values for " + name + ".");
                }
                parameter.set(values);
            }
        });
    }

    private static NDArray array(NDManager manager, float[] values, int bands, int height, int width) {
        return manager.create(FloatBuffer.wrap(values), new Shape(1, bands, height, width));
    }

    @Override
    public void close() {
        optimiser.close();
    }
}
