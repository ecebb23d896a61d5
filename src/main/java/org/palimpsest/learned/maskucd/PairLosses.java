package org.palimpsest.learned.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Constants;

/**
 * The losses of one epoch. Pixels that were not observed are in none of them, and in none of their denominators.
 *
 * @param reconstruction1 and the following: scalars through which gradients flow
 */
record PairLosses(
        NDArray reconstruction1,
        NDArray reconstruction2,
        NDArray cross,
        NDArray align,
        NDArray unchanged,
        NDArray feature,
        NDArray total) {
    /**
     * Computes them.
     *
     * @param outputs of the network
     * @param first the first image, {@code [1, bands, H, W]}, and {@code second} the second
     * @param difference the normalised difference map, {@code [1, 1, H, W]}
     * @param mask 1 inside the mask, {@code [1, 1, H, W]}
     * @param counted 1 where a pixel counts
     * @param pixels how many pixels count
     * @param maskPixels how many of them the mask holds; for none the feature loss is 0
     */
    static PairLosses of(
            NDList outputs,
            NDArray first,
            NDArray second,
            NDArray difference,
            NDArray mask,
            NDArray counted,
            long pixels,
            long maskPixels,
            double alpha) {
        NDArray outside = counted.mul(mask.neg().add(1f));
        NDArray gap = outputs.get(0).sub(outputs.get(1)).square().sum(new int[] {1}, true);
        float features = outputs.get(0).getShape().get(1) * (float) pixels;
        NDArray align = Constants.over(gap.mul(counted).sum(), features);
        NDArray unchanged = Constants.over(gap.mul(outside).sum(), features);
        NDArray reconstruction1 = meanSquare(outputs.get(2), first, counted, pixels);
        NDArray reconstruction2 = meanSquare(outputs.get(3), second, counted, pixels);
        NDArray cross = meanSquare(outputs.get(4), first, outside, pixels)
                .add(meanSquare(outputs.get(5), second, outside, pixels));
        NDArray feature =
                Constants.over(difference.neg().exp().mul(mask).mul(counted).sum(), (double) Math.max(1, maskPixels));
        NDArray total = reconstruction1.add(reconstruction2).add(feature);
        if (alpha > 0) {
            total = total.add(Constants.times(align, alpha));
        }
        if (alpha < 1) {
            total = total.add(Constants.times(unchanged.add(cross), 1 - alpha));
        }
        return new PairLosses(reconstruction1, reconstruction2, cross, align, unchanged, feature, total);
    }

    private static NDArray meanSquare(NDArray drawn, NDArray image, NDArray counted, long pixels) {
        return Constants.over(
                drawn.sub(image).square().mul(counted).sum(), image.getShape().get(1) * (double) pixels);
    }
}
