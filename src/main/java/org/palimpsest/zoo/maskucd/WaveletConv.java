package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.OpPack;
import org.palimpsest.nn.Padding;
import org.palimpsest.nn.Parameter;

/**
 * Wavelet convolution (S. E. Finder et al., "Wavelet Convolutions for Large Receptive Fields", ECCV 2024): small convolutions
 * on two levels of a Haar transform, put together again, beside one on the image itself.
 */
final class WaveletConv extends Layer {
    private static final int LEVELS = 2;
    /** Rows and columns of low x low, high in rows, high in columns, high x high. */
    private static final float[] HAAR = {
        .5f, .5f, .5f, .5f, .5f, .5f, -.5f, -.5f, .5f, -.5f, .5f, -.5f, .5f, -.5f, -.5f, .5f
    };

    private final int channels;
    private final Parameter analysis;
    private final Parameter synthesis;
    private final Layer base;
    private final Parameter baseScale;
    private final Layer[] convolutions = new Layer[LEVELS];
    private final Parameter[] scales = new Parameter[LEVELS];

    WaveletConv(int channels) {
        this.channels = channels;
        float[] filters = new float[channels * HAAR.length];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = HAAR[i % HAAR.length];
        }
        analysis = buffer("wt_filter", DataType.FLOAT32, Initial.values(filters), 4L * channels, 1, 2, 2);
        synthesis = buffer("iwt_filter", DataType.FLOAT32, Initial.values(filters), 4L * channels, 1, 2, 2);
        base = part("base_conv", new EdgeConv2d(channels, 3));
        baseScale = parameter("base_scale.weight", Initial.ones(), 1, channels, 1, 1);
        for (int level = 0; level < LEVELS; level++) {
            Conv2d convolution = new Conv2d(4 * channels, 4 * channels, 3)
                    .groups(4 * channels)
                    .withoutBias();
            convolutions[level] = part("wavelet_convs." + level, new EdgeConv2d(convolution, 3));
            scales[level] =
                    parameter("wavelet_scale." + level + ".weight", Initial.constant(0.1), 1, 4L * channels, 1, 1);
        }
    }

    @Override
    protected NDArray forward(NDArray x) {
        return base.apply(x).mul(baseScale.array()).add(level(x, 0));
    }

    /** What this level and those below it give back at the size of {@code x}. */
    private NDArray level(NDArray x, int level) {
        Shape shape = x.getShape();
        long height = shape.get(2);
        long width = shape.get(3);
        NDArray even = Padding.zeros(x, 0, width % 2, 0, height % 2);
        NDArray bands = analyse(even);
        NDArray filtered = convolutions[level].apply(bands).mul(scales[level].array());
        if (level + 1 < LEVELS) {
            filtered = filtered.add(onlyLow(level(low(bands), level + 1)));
        }
        NDArray whole = OpPack.call("conv_transpose2d", new long[] {2, 0, 0, channels}, filtered, synthesis.array());
        return whole.get(":, :, :{}, :{}", height, width);
    }

    private NDArray analyse(NDArray x) {
        return JniUtils.convolution(
                (PtNDArray) x,
                (PtNDArray) analysis.array(),
                null,
                new Shape(2, 2),
                new Shape(0, 0),
                new Shape(1, 1),
                channels);
    }

    /** The band of low frequencies of every channel. */
    private NDArray low(NDArray bands) {
        Shape shape = bands.getShape();
        return bands.reshape(shape.get(0), channels, 4, shape.get(2), shape.get(3))
                .get(":, :, 0");
    }

    /** That band, with zeros for the three others. */
    private NDArray onlyLow(NDArray low) {
        Shape shape = low.getShape();
        NDArray flat = low.reshape(shape.get(0), channels, shape.get(2) * shape.get(3));
        NDArray zeros = flat.getManager().zeros(new Shape(shape.get(0), channels, 3 * shape.get(2) * shape.get(3)));
        return flat.concat(zeros, 2).reshape(shape.get(0), 4L * channels, shape.get(2), shape.get(3));
    }
}
