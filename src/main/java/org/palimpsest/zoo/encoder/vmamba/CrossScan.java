package org.palimpsest.zoo.encoder.vmamba;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.Initial;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.SelectiveScan;

/**
 * VMamba's SS2D: a map {@code [N, H, W, C]} is read as four sequences (rows, columns, and both backwards), each goes through a
 * selective state-space recurrence, and every pixel gets the sum of the four.
 */
final class CrossScan extends Part {
    private static final int DIRECTIONS = 4;
    private static final double DROP = 0.6;

    private final int inner;
    private final int rank;
    private final Parameter project;
    private final Parameter stepWeights;
    private final Parameter stepBiases;
    private final Parameter decays;
    private final Parameter skips;
    private final LayerNorm outNorm;
    private final Linear in;
    private final Conv2d depthwise;
    private final Linear out;
    private final Dropout drop = part("drop", Dropout.elements(DROP));

    CrossScan(int width) {
        inner = 2 * width;
        rank = (width + 15) / 16;
        project = parameter("x_proj_weight", Initial.fanIn(inner), DIRECTIONS, rank + 2L, inner);
        stepWeights = parameter("dt_projs_weight", Initial.uniform(1 / Math.sqrt(rank)), DIRECTIONS, inner, rank);
        // softplus of it is about 0.01, in the middle of where the original draws from.
        stepBiases = parameter("dt_projs_bias", Initial.constant(-4.6), DIRECTIONS, inner);
        decays = parameter("A_logs", Initial.zeros(), (long) DIRECTIONS * inner, 1);
        skips = parameter("Ds", Initial.ones(), (long) DIRECTIONS * inner);
        outNorm = part("out_norm", new LayerNorm(inner));
        in = part("in_proj", new Linear(width, inner).withoutBias());
        depthwise = part(
                "conv2d", new Conv2d(inner, inner, 3).padding(1).groups(inner).withoutBias());
        out = part("out_proj", new Linear(inner, width).withoutBias());
    }

    NDArray apply(NDArray x) {
        try (Scope scope = new Scope()) {
            NDArray map = Activations.silu(depthwise.apply(in.apply(x).transpose(0, 3, 1, 2)));
            NDArray merged = merge(scan(sequences(map)), map.getShape());
            NDArray normal = outNorm.apply(merged.transpose(0, 2, 3, 1));
            return scope.keep(drop.apply(out.apply(normal)));
        }
    }

    /** {@code [N, D, H, W]} to {@code [N, 4, D, H * W]}. */
    private static NDArray sequences(NDArray map) {
        try (Scope scope = new Scope()) {
            Shape shape = map.getShape();
            Shape flat = new Shape(shape.get(0), 1, shape.get(1), shape.get(2) * shape.get(3));
            NDArray rows = map.reshape(flat);
            NDArray columns = map.transpose(0, 1, 3, 2).reshape(flat);
            NDArray forward = NDArrays.concat(new NDList(rows, columns), 1);
            return scope.keep(NDArrays.concat(new NDList(forward, forward.flip(3)), 1));
        }
    }

    /** The recurrence of every channel of every direction; {@code [N, 4, D, L]} to the same shape. */
    private NDArray scan(NDArray u) {
        try (Scope scope = new Scope()) {
            NDArray projected = project.array().matMul(u);
            NDArray steps = stepWeights.array().matMul(projected.get(":, :, :{}, :", rank));
            NDArray input = projected.get(":, :, {}:{}, :", rank, rank + 1);
            NDArray output = projected.get(":, :, {}:, :", rank + 1);
            NDArray delta = Activations.softplus(steps.add(stepBiases.array().reshape(1, DIRECTIONS, inner, 1)));
            NDArray decay = decays.array().exp().neg().reshape(1, DIRECTIONS, inner, 1);
            NDArray states = SelectiveScan.states(
                    delta.mul(decay).exp(), delta.mul(input).mul(u), isTraining());
            NDArray skip = skips.array().reshape(1, DIRECTIONS, inner, 1).mul(u);
            return scope.keep(states.mul(output).add(skip));
        }
    }

    /** The four sequences put back into their places and added, {@code [N, D, H, W]}. */
    private static NDArray merge(NDArray sequences, Shape map) {
        try (Scope scope = new Scope()) {
            NDArray both = sequences
                    .get(":, :2, :, :")
                    .add(sequences.get(":, 2:, :, :").flip(3));
            NDArray rows = both.get(":, 0, :, :").reshape(map);
            NDArray columns = both.get(":, 1, :, :")
                    .reshape(map.get(0), map.get(1), map.get(3), map.get(2))
                    .transpose(0, 1, 3, 2);
            return scope.keep(rows.add(columns));
        }
    }
}
