package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.zoo.Network;

/** How far a network's outputs are from the label: the single number that a training makes small. */
interface Objective {
    /**
     * The loss of one pass, a single number with its gradient.
     *
     * @param outputs of the network
     * @param target 1 for change, {@code [N, 1, H, W]}
     * @param counted 1 where there is a label, of the same shape
     * @param learning whether side outputs count too; a validation looks at the result alone
     */
    NDArray loss(NDList outputs, NDArray target, NDArray counted, boolean learning);

    /** The same for another network that is built alike. */
    Objective of(Network other);
}
