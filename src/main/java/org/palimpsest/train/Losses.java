package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import org.palimpsest.detect.Settings;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Scope;

/**
 * The weighted sum of losses of a recipe, for one map of change {@code [N, 1, H, W]}.
 *
 * <p>Cross-entropy of two classes is the binary cross-entropy of the difference of their logits, so one definition serves both.
 * Dice (Milletari et al. 2016) and soft IoU sum over the batch or over each image; FusionUNet's CombinedIoULoss is 0.7
 * cross-entropy + 0.3 IoU over the batch. The focal loss is Lin et al. 2017. The contrastive loss is the batch-balanced one of Chen
 * and Shi 2020 (STANet), for which twice the probability stands for the distance of the two dates' features, so that its margin of 2 is
 * reached by certainty. Pixels without a label count in none of them.
 */
final class Losses {
    private static final float DICE_SMOOTH = 1;
    private static final float IOU_SMOOTH = 1e-6f;
    private static final float NEAREST_TO_CERTAIN = 1e-7f;
    private static final float CLASS_SMOOTH = 1e-7f;
    private static final float MARGIN = 2;
    /** Reaches 3 pixels to each side. */
    private static final int EDGE_KERNEL = 7;

    private final Settings settings;
    private final double changeWeight;

    /** @param changeWeight of a change pixel beside one without change, in the losses of single pixels */
    Losses(Settings settings, double changeWeight) {
        this.settings = settings;
        this.changeWeight = changeWeight;
    }

    /**
     * The loss, a single number.
     *
     * @param change logits or probabilities {@code [N, 1, H, W]}
     * @param logits which of them
     * @param target 1 for change, of the same shape
     * @param counted 1 where there is a label
     */
    NDArray of(NDArray change, boolean logits, NDArray target, NDArray counted) {
        try (Scope scope = new Scope()) {
            NDArray probability =
                    logits ? Activations.sigmoid(change) : change.clip(NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN);
            NDArray entropy = logits ? entropyOfLogits(change, target) : entropy(probability, target);
            NDArray sum = change.getManager().create(0f);
            NDArray weights = changeWeight == 1
                    ? counted
                    : counted.mul(Constants.times(target, changeWeight - 1).add(1));
            if (settings.real("bce") > 0) {
                sum = sum.add(Constants.times(mean(entropy, weights), weight("bce")));
            }
            if (settings.real("focal") > 0) {
                NDArray right = target.mul(probability).add(target.sub(1).mul(probability.sub(1)));
                NDArray wrong = right.sub(1).neg().clip(NEAREST_TO_CERTAIN, 1);
                NDArray focus = Constants.power(
                        settings.flag("focalFixed") ? wrong.stopGradient() : wrong, weight("focalGamma"));
                sum = sum.add(Constants.times(mean(entropy.mul(focus), weights), weight("focal")));
            }
            if (settings.real("dice") > 0) {
                sum = sum.add(Constants.times(dice(probability, target, counted), weight("dice")));
            }
            if (settings.real("iou") > 0) {
                sum = sum.add(Constants.times(iou(probability, target, counted), weight("iou")));
            }
            if (settings.real("contrastive") > 0) {
                sum = sum.add(Constants.times(contrastive(probability, target, counted), weight("contrastive")));
            }
            return scope.keep(sum);
        }
    }

    /**
     * Cross-entropy of the pixels within 3 pixels of the border of a label, weighted as the settings say; 0 where they say so.
     * Takes what {@link #of} takes.
     */
    NDArray edge(NDArray change, boolean logits, NDArray target, NDArray counted) {
        try (Scope scope = new Scope()) {
            if (settings.real("edge") == 0) {
                return scope.keep(change.getManager().create(0f));
            }
            NDArray grown = Pooling.max(target, EDGE_KERNEL, 1, EDGE_KERNEL / 2);
            NDArray shrunk =
                    Pooling.max(target.neg(), EDGE_KERNEL, 1, EDGE_KERNEL / 2).neg();
            NDArray probability = logits ? change : change.clip(NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN);
            NDArray entropy = logits ? entropyOfLogits(change, target) : entropy(probability, target);
            return scope.keep(Constants.times(mean(entropy, grown.sub(shrunk).mul(counted)), weight("edge")));
        }
    }

    /** Unchanged pixels shall have the distance 0, changed ones at least the margin; both classes weigh alike. */
    private static NDArray contrastive(NDArray probability, NDArray target, NDArray counted) {
        NDArray distance = Constants.times(probability, MARGIN);
        NDArray missing = distance.sub(MARGIN).neg();
        NDArray unchanged = mean(distance.square(), target.sub(1).neg().mul(counted));
        NDArray changed = mean(missing.square(), target.mul(counted));
        return Constants.times(unchanged.add(changed), 0.5);
    }

    /** As a float, because a double would turn single numbers into 64 bits. */
    private float weight(String name) {
        return (float) settings.real(name);
    }

    private static NDArray entropyOfLogits(NDArray logits, NDArray target) {
        return Activations.softplus(logits).sub(logits.mul(target));
    }

    private static NDArray entropy(NDArray probability, NDArray target) {
        NDArray change = target.mul(probability.log());
        NDArray none = target.sub(1).neg().mul(probability.sub(1).neg().log());
        return change.add(none).neg();
    }

    private static NDArray mean(NDArray values, NDArray weights) {
        // A batch without any label has the loss 0.
        return values.mul(weights).sum().div(weights.sum().clip(NEAREST_TO_CERTAIN, Float.MAX_VALUE));
    }

    private NDArray dice(NDArray probability, NDArray target, NDArray counted) {
        if (settings.text("diceOver").equals("classes")) {
            NDArray none = overlap(probability.sub(1).neg(), target.sub(1).neg(), counted);
            return Constants.times(overlap(probability, target, counted).add(none), 0.5)
                    .sub(1)
                    .neg();
        }
        NDArray shared = total(probability.mul(target).mul(counted));
        NDArray both = total(probability.mul(counted)).add(total(target.mul(counted)));
        return Constants.times(shared, 2)
                .add(DICE_SMOOTH)
                .div(both.add(DICE_SMOOTH))
                .mean()
                .sub(1)
                .neg();
    }

    /** 2 I / (P + T) of a class over the batch. */
    private static NDArray overlap(NDArray probability, NDArray target, NDArray counted) {
        NDArray shared = probability.mul(target).mul(counted).sum();
        NDArray both = probability.add(target).mul(counted).sum();
        return Constants.times(shared, 2).div(both.add(CLASS_SMOOTH));
    }

    private NDArray iou(NDArray probability, NDArray target, NDArray counted) {
        NDArray shared = probability.mul(target).mul(counted).sum();
        NDArray either =
                probability.mul(counted).sum().add(target.mul(counted).sum()).sub(shared);
        return shared.add(IOU_SMOOTH).div(either.add(IOU_SMOOTH)).sub(1).neg();
    }

    /** Sums over the batch, or over each of its images. */
    private NDArray total(NDArray values) {
        return settings.text("diceOver").equals("image")
                ? values.reshape(values.getShape().get(0), -1).sum(new int[] {1})
                : values.sum();
    }
}
