package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/** Linear map of the last axis, {@code [..., in]} to {@code [..., out]}; state: {@code weight} {@code [out, in]}, {@code bias} {@code [out]}. */
public final class Linear extends Layer {
    private final Parameter weight;
    private @Nullable Parameter bias;

    public Linear(int in, int out) {
        weight = parameter("weight", Initial.fanIn(in), out, in);
        bias = parameter("bias", Initial.fanIn(in), out);
    }

    public Linear withoutBias() {
        withoutParameter("bias");
        bias = null;
        return this;
    }

    public Parameter weight() {
        return weight;
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray result = JniUtils.linear(
                (PtNDArray) Precision.operand(x),
                (PtNDArray) Precision.operand(weight.array()),
                bias == null ? null : (PtNDArray) Precision.operand(bias.array()));
        return MultiplyAdds.of(Precision.result(result), weight.shape().get(1));
    }
}
