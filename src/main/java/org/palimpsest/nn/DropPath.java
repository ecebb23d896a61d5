package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;

/** Stochastic depth (Huang et al. 2016): in training, drops a residual branch for whole samples and scales the rest. */
public final class DropPath extends Layer {
    private final double rate;

    public DropPath(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Drop rate must be 0 to below 1, but was " + rate + ".");
        }
        this.rate = rate;
    }

    @Override
    protected NDArray forward(NDArray x) {
        if (!isTraining() || rate == 0) {
            return x;
        }
        long[] perSample = new long[x.getShape().dimension()];
        Arrays.fill(perSample, 1);
        perSample[0] = x.getShape().get(0);
        NDArray ones = x.getManager().ones(new Shape(perSample));
        return x.mul(JniUtils.dropout((PtNDArray) ones, rate, true));
    }
}
