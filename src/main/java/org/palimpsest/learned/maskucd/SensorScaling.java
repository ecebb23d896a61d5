package org.palimpsest.learned.maskucd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.palimpsest.base.BadInputException;

/**
 * How one date becomes what the network sees: samples from 0 to 1, with the logarithm of what radar or a single band measured.
 *
 * @param low of each band what becomes 0; fewer bands than were observed, where they only repeat each other
 * @param high of each band what becomes 1
 * @param fill of each band what stands where nothing counts: the mean
 * @param logarithm whether it is taken
 * @param reason what is done, in a few words for the run record
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record SensorScaling(double[] low, double[] high, float[] fill, boolean logarithm, String reason) {
    /** Local noise over brightness, above which the logarithm is taken of several bands too. */
    private static final double NOISY = 0.2;

    private static final int PICTURE_MAXIMUM = 255;
    /** The part of the values of other than eight-bit pictures that may lie outside the range, at each end. */
    private static final double OUTLIERS = 0.001;

    /** Whether to take the logarithm. */
    enum Logarithm {
        /** Of a single band and of what is noisy from pixel to pixel, where nothing is negative (decibels are logarithms already). */
        AUTOMATIC,
        YES,
        NO
    }

    /**
     * Looks at a date.
     *
     * @param date how messages call it
     * @param observed samples of each band
     * @param counted which pixels count
     * @param width of a row
     * @throws BadInputException when all pixels that count are the same
     */
    static SensorScaling of(String date, float[][] observed, boolean[] counted, int width, Logarithm choice)
            throws BadInputException {
        float[][] bands = repeats(observed, counted) ? new float[][] {observed[0]} : observed;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float[] band : bands) {
            for (int i = 0; i < band.length; i++) {
                if (counted[i]) {
                    least = Math.min(least, band[i]);
                    most = Math.max(most, band[i]);
                }
            }
        }
        if (!(most > least)) {
            throw new BadInputException("The " + date + " image is the same everywhere ("
                    + (Double.isFinite(least) ? String.format(Locale.ROOT, "%.6g", least) : "no pixel counts")
                    + "), so there is nothing to compare. Check the bands, the area and the masks.");
        }
        boolean picture = least >= 0 && most <= PICTURE_MAXIMUM && most > 1;
        double noise = localNoise(bands, counted, width);
        boolean logarithm = choice == Logarithm.YES
                || (choice == Logarithm.AUTOMATIC && least >= 0 && (bands.length == 1 || noise > NOISY));
        double[] low = new double[bands.length];
        double[] high = new double[bands.length];
        for (int band = 0; band < bands.length; band++) {
            double[] range = picture ? new double[] {least, most} : range(bands[band], counted);
            low[band] = range[0];
            high[band] = range[1];
        }
        String reason = String.format(
                Locale.ROOT,
                "%d of %d bands, local noise %.2f of the brightness, %s",
                bands.length,
                observed.length,
                noise,
                logarithm ? "logarithm" : "no logarithm");
        SensorScaling bare = new SensorScaling(low, high, new float[bands.length], logarithm, reason);
        return new SensorScaling(low, high, bare.means(bands, counted), logarithm, reason);
    }

    void writeTo(DataOutputStream out) throws IOException {
        KeptFit.writeDoubles(out, low);
        KeptFit.writeDoubles(out, high);
        KeptFit.writeFloats(out, fill);
        out.writeBoolean(logarithm);
        out.writeUTF(reason);
    }

    static SensorScaling readFrom(DataInputStream in) throws IOException {
        return new SensorScaling(
                KeptFit.readDoubles(in),
                KeptFit.readDoubles(in),
                KeptFit.readFloats(in),
                in.readBoolean(),
                in.readUTF());
    }

    /** How many bands the network sees. */
    int bands() {
        return low.length;
    }

    /**
     * The samples that the network sees, {@code [bands, H, W]}.
     *
     * @param observed samples of each band
     * @param counted which pixels count
     */
    float[] image(float[][] observed, boolean[] counted) {
        float[] image = new float[Math.multiplyExact(bands(), counted.length)];
        for (int band = 0; band < bands(); band++) {
            int start = band * counted.length;
            for (int i = 0; i < counted.length; i++) {
                image[start + i] = counted[i] ? value(band, observed[band][i]) : fill[band];
            }
        }
        return image;
    }

    private float value(int band, float sample) {
        double inside = Math.min(1, Math.max(0, (sample - low[band]) / Math.max(high[band] - low[band], 1e-30)));
        // The logarithm of 1 + x, stretched to 0 to 1 again.
        return (float) (logarithm ? Math.log1p(inside) / Math.log(2) : inside);
    }

    private float[] means(float[][] observed, boolean[] counted) {
        float[] means = new float[bands()];
        for (int band = 0; band < means.length; band++) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < counted.length; i++) {
                if (counted[i]) {
                    sum += value(band, observed[band][i]);
                    count++;
                }
            }
            means[band] = count == 0 ? 0 : (float) (sum / count);
        }
        return means;
    }

    /** Three bands that differ by no more than a grey level are one picture, stored three times. */
    private static boolean repeats(float[][] bands, boolean[] counted) {
        if (bands.length != 3) {
            return false;
        }
        for (int i = 0; i < counted.length; i++) {
            double limit = 1 + 1e-5 * Math.abs(bands[0][i]);
            if (counted[i]
                    && (Math.abs(bands[0][i] - bands[1][i]) > limit || Math.abs(bands[0][i] - bands[2][i]) > limit)) {
                return false;
            }
        }
        double most = 0;
        for (int i = 0; i < counted.length; i++) {
            most = counted[i] ? Math.max(most, Math.abs(bands[0][i])) : most;
        }
        // A grey level is only small beside samples of eight bits.
        return most > 50;
    }

    private static double[] range(float[] band, boolean[] counted) {
        float[] sorted = CountedValues.sorted(band, counted);
        int out = (int) (OUTLIERS * sorted.length);
        return new double[] {sorted[out], sorted[sorted.length - 1 - out]};
    }

    /**
     * The median of how far a pixel lies from the mean of its four neighbours, as a share of the mean brightness: texture counts as well
     * as speckle, so it does not tell radar from optical pictures.
     */
    private static double localNoise(float[][] bands, boolean[] counted, int width) {
        double sum = 0;
        float[] gaps = new float[counted.length];
        for (float[] band : bands) {
            int count = 0;
            double brightness = 0;
            for (int i = width + 1; i < counted.length - width - 1; i++) {
                if (i % width != 0
                        && i % width != width - 1
                        && counted[i]
                        && counted[i - 1]
                        && counted[i + 1]
                        && counted[i - width]
                        && counted[i + width]) {
                    gaps[count++] =
                            Math.abs(band[i] - (band[i - 1] + band[i + 1] + band[i - width] + band[i + width]) / 4);
                    brightness += Math.abs(band[i]);
                }
            }
            if (count > 0 && brightness > 0) {
                Arrays.sort(gaps, 0, count);
                // Of normal noise the median is 0.6745 standard deviations, and four neighbours add a quarter of
                // variance.
                sum += gaps[count / 2] / (0.6745 * Math.sqrt(1.25)) / (brightness / count);
            }
        }
        return sum / bands.length;
    }
}
