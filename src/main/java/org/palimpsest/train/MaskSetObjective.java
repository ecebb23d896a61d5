package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Sampling;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.Network;

/**
 * The objective of a network that answers with a set of masks and a class for each, MaskCD: every mask of the label is matched
 * with the query that costs least, matched queries learn class and mask, all others learn "no object".
 *
 * <p>As in Mask2Former (B. Cheng et al., CVPR 2022): cost and loss weigh class 2, cross-entropy 5 and Dice 5; masks are compared at
 * sampled points, for the loss three quarters of them where the mask is least certain; every earlier prediction is matched and
 * counted likewise. Masks count for the number of the batch's masks. Pixels without a label count in nothing: points on
 * them weigh 0.
 */
final class MaskSetObjective implements Objective {
    private static final float CLASS = 2;
    private static final float ENTROPY = 5;
    private static final float DICE = 5;
    private static final float NO_OBJECT = 0.1f;
    private static final float DICE_SMOOTH = 1;
    private static final int OVERSAMPLED = 3;
    private static final double UNCERTAIN = 0.75;
    /** A point counts where it and its neighbours are labelled. */
    private static final float LABELLED = 0.999f;

    private static final float SMALLEST_COUNT = 1;
    private static final int PUBLISHED_POINTS = 12_544;

    private final int points;

    MaskSetObjective() {
        this(PUBLISHED_POINTS);
    }

    /** @param points at which two masks are compared */
    MaskSetObjective(int points) {
        this.points = points;
    }

    @Override
    public Objective of(Network other) {
        return this;
    }

    /** @param outputs class logits {@code [N, Q, classes + 1]} and mask logits {@code [N, Q, h, w]}, in turn */
    @Override
    public NDArray loss(NDList outputs, NDArray target, NDArray counted, boolean learning) {
        try (Scope scope = new Scope()) {
            MaskTargets targets = MaskTargets.of(target, counted);
            NDArray sum = target.getManager().create(0f);
            int end = learning ? outputs.size() : 2;
            for (int i = 0; i < end && targets.size() > 0; i += 2) {
                sum = sum.add(prediction(outputs.get(i), outputs.get(i + 1), targets));
            }
            return scope.keep(sum);
        }
    }

    private NDArray prediction(NDArray classes, NDArray masks, MaskTargets targets) {
        try (Scope scope = new Scope()) {
            int[] query = match(classes, masks, targets);
            return scope.keep(
                    Constants.times(classLoss(classes, targets, query), CLASS).add(maskLoss(masks, targets, query)));
        }
    }

    /** The query of each mask of the label, as its place among all queries of the batch. */
    int[] match(NDArray classes, NDArray masks, MaskTargets targets) {
        int[] query = new int[targets.size()];
        int queries = (int) classes.getShape().get(1);
        for (int image = 0; image < classes.getShape().get(0); image++) {
            List<Integer> own = targets.of(image);
            if (own.isEmpty()) {
                continue;
            }
            try (Scope scope = new Scope()) {
                double[][] cost = cost(
                        classes.stopGradient().get("{}", image),
                        masks.stopGradient().get("{}:{}", image, image + 1),
                        targets,
                        own);
                int[] columns = Assignment.of(cost);
                for (int i = 0; i < columns.length; i++) {
                    query[own.get(i)] = image * queries + columns[i];
                }
            }
        }
        return query;
    }

    /** What matching each mask of one image with each query costs. */
    private double[][] cost(NDArray classes, NDArray masks, MaskTargets targets, List<Integer> own) {
        NDArray at = places(masks.getManager(), 1, points);
        int first = own.get(0);
        int last = own.get(own.size() - 1);
        NDArray wanted = read(targets.masks().get("{}:{}", first, last + 1).transpose(1, 0, 2, 3), at)
                .reshape(own.size(), points);
        NDArray weight = read(targets.counted().get("{}:{}", first, first + 1), at)
                .reshape(1, points)
                .gt(LABELLED)
                .toType(ai.djl.ndarray.types.DataType.FLOAT32, false);
        NDArray logits = read(masks, at).reshape(masks.getShape().get(1), points);
        NDArray inside = wanted.mul(weight);
        NDArray outside = weight.sub(inside);
        NDArray count = weight.sum().clip(SMALLEST_COUNT, Float.MAX_VALUE);
        NDArray entropy = inside.matMul(Activations.softplus(logits.neg()).transpose())
                .add(outside.matMul(Activations.softplus(logits).transpose()))
                .div(count);
        NDArray probability = Activations.sigmoid(logits).mul(weight);
        NDArray both = probability.sum(new int[] {1}).expandDims(0).add(inside.sum(new int[] {1}, true));
        NDArray dice = overlap(inside.matMul(probability.transpose()), both);
        NDArray shares = Activations.softmax(classes, 1);
        float[] geometry = Constants.times(entropy, ENTROPY)
                .add(Constants.times(dice, DICE))
                .toFloatArray();
        int queries = (int) classes.getShape().get(0);
        double[][] cost = new double[own.size()][queries];
        for (int row = 0; row < cost.length; row++) {
            float[] share =
                    shares.get(":, {}", targets.kind().get(own.get(row))).toFloatArray();
            for (int column = 0; column < queries; column++) {
                cost[row][column] = geometry[row * queries + column] - CLASS * share[column];
            }
        }
        return cost;
    }

    /** Cross-entropy of all queries; one without a mask of the label shall say "no object", which counts a tenth. */
    private static NDArray classLoss(NDArray classes, MaskTargets targets, int[] query) {
        int each = (int) classes.getShape().get(2);
        int all = (int) (classes.getShape().get(0) * classes.getShape().get(1));
        float[] weights = new float[all * each];
        for (int i = 0; i < all; i++) {
            weights[i * each + each - 1] = NO_OBJECT;
        }
        for (int i = 0; i < query.length; i++) {
            weights[query[i] * each + each - 1] = 0;
            weights[query[i] * each + targets.kind().get(i)] = 1;
        }
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        NDArray log = classes.reshape(all, each).logSoftmax(1);
        NDArray wanted = Constants.array(classes.getManager(), weights, new Shape(all, each));
        return Constants.over(log.mul(wanted).sum(), -sum);
    }

    private NDArray maskLoss(NDArray masks, MaskTargets targets, int[] query) {
        long height = masks.getShape().get(2);
        long width = masks.getShape().get(3);
        NDManager manager = masks.getManager();
        NDArray chosen = masks.reshape(-1, height * width)
                .get(Constants.places(
                        manager, Arrays.stream(query).asLongStream().toArray()))
                .reshape(targets.size(), 1, height, width);
        NDArray at = uncertainPlaces(chosen.stopGradient());
        NDArray logits = read(chosen, at);
        NDArray wanted = read(targets.masks(), at);
        NDArray weight = read(targets.counted(), at).gt(LABELLED).toType(ai.djl.ndarray.types.DataType.FLOAT32, false);
        int[] ofEach = {1};
        NDArray inside = wanted.mul(weight);
        NDArray entropy = Activations.softplus(logits)
                .sub(logits.mul(wanted))
                .mul(weight)
                .sum(ofEach)
                .div(weight.sum(ofEach).clip(SMALLEST_COUNT, Float.MAX_VALUE));
        NDArray probability = Activations.sigmoid(logits).mul(weight);
        NDArray dice = overlap(
                probability.mul(inside).sum(ofEach), probability.sum(ofEach).add(inside.sum(ofEach)));
        return Constants.over(
                Constants.times(entropy, ENTROPY)
                        .add(Constants.times(dice, DICE))
                        .sum(),
                targets.size());
    }

    /** One minus the Dice coefficient, smoothed by 1. */
    private static NDArray overlap(NDArray shared, NDArray both) {
        return Constants.times(shared, 2)
                .add(DICE_SMOOTH)
                .div(both.add(DICE_SMOOTH))
                .sub(1)
                .neg();
    }

    /** For each mask points at random, more of them where its logits are near 0: {@code [M, 1, points, 2]}. */
    private NDArray uncertainPlaces(NDArray logits) {
        long masks = logits.getShape().get(0);
        int chosen = (int) (UNCERTAIN * points);
        NDManager manager = logits.getManager();
        NDArray many = places(manager, masks, OVERSAMPLED * points);
        NDArray certainty = read(logits, many).abs();
        NDArray least =
                certainty.topK(chosen, 1, false, false).get(1).expandDims(2).repeat(2, 2);
        NDArray picked = many.reshape(masks, (long) OVERSAMPLED * points, 2).gather(least, 1);
        NDArray others = places(manager, masks, points - chosen).reshape(masks, points - chosen, 2);
        return NDArrays.concat(new NDList(picked, others), 1).reshape(masks, 1, points, 2);
    }

    private static NDArray places(NDManager manager, long masks, int count) {
        return manager.randomUniform(-1, 1, new Shape(masks, 1, count, 2));
    }

    /** Bilinear values of {@code [M, C, H, W]} at {@code [M, 1, P, 2]}: {@code [M, P]}, or {@code [C, P]} of one image. */
    private static NDArray read(NDArray maps, NDArray at) {
        return Sampling.grid(maps, at, false).reshape(-1, at.getShape().get(2));
    }
}
