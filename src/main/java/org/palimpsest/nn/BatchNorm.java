package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Batch normalisation over axis 1 of an array of any rank, {@code [N, C, ...]} (Ioffe and Szegedy 2015); PyTorch's
 * BatchNorm1d, BatchNorm2d and BatchNorm3d.
 *
 * <p>In training it uses the batch's statistics and moves the running ones by {@code momentum}; in evaluation it uses the
 * running ones. State: {@code weight}, {@code bias}, {@code running_mean}, {@code running_var} {@code [C]} and
 * {@code num_batches_tracked}.
 */
public final class BatchNorm extends Layer {
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private final Parameter batches;
    private double epsilon = 1e-5;
    private double momentum = 0.1;

    public BatchNorm(int channels) {
        weight = parameter("weight", Initial.ones(), channels);
        bias = parameter("bias", Initial.zeros(), channels);
        runningMean = buffer("running_mean", DataType.FLOAT32, Initial.zeros(), channels);
        runningVariance = buffer("running_var", DataType.FLOAT32, Initial.ones(), channels);
        batches = buffer("num_batches_tracked", DataType.INT64, Initial.zeros());
    }

    public BatchNorm epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    /** Share of the new batch in the running statistics, as PyTorch counts it. */
    public BatchNorm momentum(double momentum) {
        this.momentum = momentum;
        return this;
    }

    @Override
    protected NDArray forward(NDArray x) {
        if (isTraining()) {
            batches.array().addi(1);
        }
        // DJL names this method's arguments in another order than the library behind it takes them.
        return JniUtils.batchNorm(
                (PtNDArray) x,
                (PtNDArray) runningMean.array(),
                (PtNDArray) runningVariance.array(),
                (PtNDArray) weight.array(),
                (PtNDArray) bias.array(),
                isTraining(),
                momentum,
                epsilon);
    }
}
