package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Drops elements, or whole channels, at random in training and scales the rest; passes its input on in evaluation. */
public final class Dropout extends Layer {
    private final double rate;
    private final boolean channels;

    private Dropout(double rate, boolean channels) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout rate must be 0 to below 1, but was " + rate + ".");
        }
        this.rate = rate;
        this.channels = channels;
    }

    /** PyTorch's Dropout. */
    public static Dropout elements(double rate) {
        return new Dropout(rate, false);
    }

    /** PyTorch's Dropout2d: whole channels of {@code [N, C, H, W]}. */
    public static Dropout channels(double rate) {
        return new Dropout(rate, true);
    }

    @Override
    protected NDArray forward(NDArray x) {
        if (!isTraining() || rate == 0) {
            return x;
        }
        if (!channels) {
            return JniUtils.dropout((PtNDArray) x, rate, true);
        }
        long batch = x.getShape().get(0);
        NDArray ones = x.getManager().ones(new Shape(batch, x.getShape().get(1), 1, 1));
        return x.mul(JniUtils.dropout((PtNDArray) ones, rate, true));
    }
}
