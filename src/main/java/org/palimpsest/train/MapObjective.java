package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.zoo.Network;

/**
 * The objective of a network that gives a map of change: the recipe's losses of that map, and of its side outputs.
 *
 * @param deepSupervision factor on the losses of side outputs
 */
record MapObjective(ChangeOutput output, Losses losses, double deepSupervision) implements Objective {
    @Override
    public NDArray loss(NDList outputs, NDArray target, NDArray counted, boolean learning) {
        return output.loss(losses, learning ? deepSupervision : 0, outputs, target, counted);
    }

    @Override
    public Objective of(Network other) {
        return new MapObjective(output.ofSameKind(other), losses, deepSupervision);
    }
}
