package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Parameter;

/**
 * Half the size by one level of a Daubechies wavelet with four taps, mirrored at the borders, whose bands a convolution joins.
 *
 * <p>N pixels become (N + 3) / 2, rounded down.
 */
final class WaveletPatch extends Layer {
    private static final int TAPS = 4;
    private static final float[] LOW = {(float) 0.48296291, (float) 0.83651630, (float) 0.22414387, (float) -0.12940952
    };
    private static final float[] HIGH = {
        (float) -0.12940952, (float) -0.22414387, (float) 0.83651630, (float) -0.48296291
    };

    private final int channels;
    private final Parameter lowColumn = buffer("wt.h0_col", DataType.FLOAT32, Initial.values(LOW), 1, 1, TAPS, 1);
    private final Parameter highColumn = buffer("wt.h1_col", DataType.FLOAT32, Initial.values(HIGH), 1, 1, TAPS, 1);
    private final Parameter lowRow = buffer("wt.h0_row", DataType.FLOAT32, Initial.values(LOW), 1, 1, 1, TAPS);
    private final Parameter highRow = buffer("wt.h1_row", DataType.FLOAT32, Initial.values(HIGH), 1, 1, 1, TAPS);
    private final Layer join;
    private final SceneNorm norm;

    WaveletPatch(int channels, int out) {
        this.channels = channels;
        join = part("conv_bn_relu.0", new Conv2d(4 * channels, out, 1));
        norm = part("conv_bn_relu.1", new SceneNorm(out, 2));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray wide = mirrored(mirrored(x, 2), 3);
        NDArray bands = JniUtils.convolution(
                (PtNDArray) wide,
                (PtNDArray) filters(),
                null,
                new Shape(2, 2),
                new Shape(0, 0),
                new Shape(1, 1),
                channels);
        Shape shape = bands.getShape();
        // From the four bands of each channel to all channels of each band.
        NDArray sorted = bands.reshape(shape.get(0), channels, 4, shape.get(2), shape.get(3))
                .swapAxes(1, 2)
                .reshape(shape);
        return Activations.gelu(norm.apply(join.apply(sorted)));
    }

    /** The next features are those of the first use again. */
    void beginAnew() {
        norm.beginAnew();
    }

    /** Both directions low, high in rows, high in columns, both high; the same for every channel. */
    private NDArray filters() {
        NDArray l = lowColumn.array();
        NDArray h = highColumn.array();
        NDArray low = lowRow.array();
        NDArray high = highRow.array();
        NDArray four = NDArrays.concat(new NDList(l.mul(low), h.mul(low), l.mul(high), h.mul(high)), 0);
        return four.tile(new long[] {channels, 1, 1, 1});
    }

    /** Repeats two samples before the first and two or three after the last, the border sample included, as in a mirror. */
    private static NDArray mirrored(NDArray x, int axis) {
        long size = x.getShape().get(axis);
        long after = size % 2 == 0 ? 2 : 3;
        String from = axis == 2 ? ":, :, {}:{}" : ":, :, :, {}:{}";
        NDArray before = x.get(from, 0, 2).flip(axis);
        NDArray behind = x.get(from, size - after, size).flip(axis);
        return NDArrays.concat(new NDList(before, x, behind), axis);
    }
}
