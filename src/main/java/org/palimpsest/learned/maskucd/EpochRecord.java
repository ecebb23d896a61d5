package org.palimpsest.learned.maskucd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;

/**
 * What one epoch came to; losses and mask belong to the weights before its step.
 *
 * @param alpha how much the features of the whole image are still drawn together, 1 at first and 0 from epoch 50 on
 * @param factor the mask's threshold in standard deviations above the mean
 * @param threshold the same as a value of the difference map
 * @param maskPixels how many pixels the mask holds
 * @param maskShare the same as a share of the pixels that count
 * @param reconstruction1 how badly the first image is drawn from its own features
 * @param cross how badly both images are drawn from each other's features outside the mask
 * @param align how far the features are apart
 * @param unchanged the same outside the mask
 * @param feature how small the differences inside the mask are; 0 for an empty mask
 * @param gradientNorm Euclidean norm of all gradients; 0 where no step was made
 */
record EpochRecord(
        int epoch,
        double alpha,
        double factor,
        double threshold,
        long maskPixels,
        double maskShare,
        double reconstruction1,
        double reconstruction2,
        double cross,
        double align,
        double unchanged,
        double feature,
        double total,
        double gradientNorm) {
    /** The names of the columns of {@link #csv}. */
    static final String HEADER =
            "epoch,total,reconstruction1,reconstruction2,cross,align,unchanged,feature,alpha,factor,threshold,mask_pixels,"
                    + "mask_share,gradient_norm";

    /** How many bytes {@link #writeTo} writes. */
    static final int BYTES = Integer.BYTES + Long.BYTES + 12 * Double.BYTES;

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(epoch);
        out.writeDouble(alpha);
        out.writeDouble(factor);
        out.writeDouble(threshold);
        out.writeLong(maskPixels);
        out.writeDouble(maskShare);
        out.writeDouble(reconstruction1);
        out.writeDouble(reconstruction2);
        out.writeDouble(cross);
        out.writeDouble(align);
        out.writeDouble(unchanged);
        out.writeDouble(feature);
        out.writeDouble(total);
        out.writeDouble(gradientNorm);
    }

    static EpochRecord readFrom(DataInputStream in) throws IOException {
        return new EpochRecord(
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    /** One line of comma-separated values. */
    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%d,%.6g,%.6g",
                epoch,
                total,
                reconstruction1,
                reconstruction2,
                cross,
                align,
                unchanged,
                feature,
                alpha,
                factor,
                threshold,
                maskPixels,
                maskShare,
                gradientNorm);
    }
}
