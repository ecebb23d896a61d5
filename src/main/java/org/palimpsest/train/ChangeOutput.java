package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.Network;

/**
 * How the outputs of a network become one map of change for the losses: logits where the network gives logits or
 * log-probabilities, because losses of logits are exact where probabilities have run out of digits; else probabilities.
 */
final class ChangeOutput {
    private static final double SAME = 1e-5;

    private final Network network;
    private final boolean logits;
    private final SideOutputs sides;

    private ChangeOutput(Network network, boolean logits, SideOutputs sides) {
        this.network = network;
        this.logits = logits;
        this.sides = sides;
    }

    /**
     * Finds out by running the network once on noise: its first output holds logits if their sigmoid is what the network
     * itself calls the probability.
     *
     * @param network initialised, in evaluation mode
     * @param size width and height that it takes
     */
    static ChangeOutput of(Network network, int bands, int size, SideOutputs sides) {
        try (NDManager manager = network.manager().newSubManager();
                Scope scope = new Scope()) {
            NDArray before = manager.randomNormal(new Shape(1, bands, size, size));
            NDArray after = manager.randomNormal(new Shape(1, bands, size, size));
            NDList outputs = network.apply(before, after);
            NDArray probability = network.changeProbability(outputs);
            boolean logits = false;
            if (outputs.get(0).getShape().get(1) <= 2
                    && outputs.get(0).getShape().get(2)
                            == probability.getShape().get(2)) {
                NDArray ifLogits = org.palimpsest.nn.Activations.sigmoid(logit(outputs.get(0)));
                logits = ifLogits.sub(probability).abs().max().getFloat() < SAME;
            }
            return new ChangeOutput(network, logits, sides);
        }
    }

    /** The same for another network that is built alike. */
    ChangeOutput ofSameKind(Network other) {
        return new ChangeOutput(other, logits, sides);
    }

    /** Whether {@link #main} gives logits; else probabilities. */
    boolean isLogits() {
        return logits;
    }

    /** The map of change {@code [N, 1, H, W]}. */
    NDArray main(NDList outputs) {
        return logits ? logit(outputs.get(0)) : network.changeProbability(outputs);
    }

    /** The whole loss of a pass: of the map and, as the recipe weighs them, of the side outputs. */
    NDArray loss(Losses losses, double deepSupervision, NDList outputs, NDArray target, NDArray counted) {
        try (Scope scope = new Scope()) {
            NDArray main = main(outputs);
            NDArray sum = losses.of(main, logits, target, counted).add(losses.edge(main, logits, target, counted));
            int count = Math.min(sides.weights().size(), outputs.size() - 1);
            for (int i = 0; i < count && deepSupervision > 0; i++) {
                NDArray side = logit(outputs.get(i + 1));
                Shape shape = side.getShape();
                NDArray loss = sides.labelResized()
                        ? losses.of(
                                side,
                                sides.logits(),
                                Resize.nearest(target, shape.get(2), shape.get(3)),
                                Resize.nearest(counted, shape.get(2), shape.get(3)))
                        : losses.of(Resize.bilinearLike(side, target), sides.logits(), target, counted);
                sum = sum.add(
                        Constants.times(loss, deepSupervision * sides.weights().get(i)));
                if (i == 0 && !sides.labelResized()) {
                    // The finest side output shall meet the borders too.
                    sum = sum.add(losses.edge(Resize.bilinearLike(side, target), sides.logits(), target, counted));
                }
            }
            return scope.keep(sum);
        }
    }

    /** One channel as it is; of two classes the logit of change, which is the difference of both. */
    private static NDArray logit(NDArray output) {
        return output.getShape().get(1) == 1
                ? output
                : Channels.slice(output, 1, 2).sub(Channels.slice(output, 0, 1));
    }
}
