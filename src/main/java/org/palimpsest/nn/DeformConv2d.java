package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/**
 * Modulated deformable convolution (Zhu et al. 2019): every tap of the kernel reads where its offset points and is weighted
 * by its mask; state: {@code weight} {@code [out, in, kernel, kernel]} and {@code bias} {@code [out]}.
 */
public final class DeformConv2d extends Part {
    private final Parameter weight;
    private final Parameter bias;
    private int stride = 1;
    private int padding;
    private int dilation = 1;

    public DeformConv2d(int in, int out, int kernel) {
        Initial initial = Initial.fanIn((long) in * kernel * kernel);
        weight = parameter("weight", initial, out, in, kernel, kernel);
        bias = parameter("bias", initial, out);
    }

    public DeformConv2d stride(int stride) {
        this.stride = stride;
        return this;
    }

    public DeformConv2d padding(int padding) {
        this.padding = padding;
        return this;
    }

    public DeformConv2d dilation(int dilation) {
        this.dilation = dilation;
        return this;
    }

    /**
     * The result {@code [N, out, H', W']}; beyond the image there are zeros.
     *
     * @param offset {@code [N, 2 * groups * taps, H', W']}, for each group and tap the row's, then the column's shift in
     *     pixels; the group count follows from this shape
     * @param mask {@code [N, groups * taps, H', W']}, the weight of each tap
     */
    public NDArray apply(NDArray x, NDArray offset, NDArray mask) {
        long[] settings = {stride, padding, dilation};
        NDArray result = OpPack.call("deform_conv2d", settings, x, offset, mask, weight.array(), bias.array());
        return MultiplyAdds.of(result, weight.shape().size() / weight.shape().get(0));
    }
}
