package org.palimpsest.train;

import java.util.SplittableRandom;
import org.palimpsest.detect.Settings;

/** Varies brightness, contrast, saturation, sharpness and noise of one date, drawn once for the date. */
final class Light {
    private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};

    private final Settings settings;
    private final SplittableRandom random;

    Light(Settings settings, SplittableRandom random) {
        this.settings = settings;
        this.random = random;
    }

    /** Changes {@code image}, {@code [bands, size, size]} of 0 to 1, in place. */
    void vary(float[] image, int bands, int size) {
        // Every number is drawn whether it is used or not, so that one setting does not change what the others draw.
        float brightness = factor("brightness");
        float contrast = factor("contrast");
        float saturation = factor("saturation");
        boolean blur = random.nextDouble() < settings.real("blur");
        double noise = random.nextDouble() * settings.real("noise");
        long noiseSeed = random.nextLong();
        if (brightness != 1 || contrast != 1) {
            float mean = mean(image) * brightness;
            for (int i = 0; i < image.length; i++) {
                image[i] = clamp(mean + (image[i] * brightness - mean) * contrast);
            }
        }
        if (saturation != 1 && bands == 3) {
            saturate(image, size * size, saturation);
        }
        if (blur) {
            for (int band = 0; band < bands; band++) {
                blur(image, band * size * size, size);
            }
        }
        if (noise > 0) {
            java.util.Random normal = new java.util.Random(noiseSeed);
            for (int i = 0; i < image.length; i++) {
                image[i] = clamp(image[i] + (float) (noise * normal.nextGaussian()));
            }
        }
    }

    private float factor(String name) {
        return (float) (1 + settings.real(name) * (2 * random.nextDouble() - 1));
    }

    private static float mean(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return (float) (sum / image.length);
    }

    private static void saturate(float[] image, int pixels, float factor) {
        for (int i = 0; i < pixels; i++) {
            float grey = 0;
            for (int band = 0; band < 3; band++) {
                grey += LUMINANCE[band] * image[band * pixels + i];
            }
            for (int band = 0; band < 3; band++) {
                int at = band * pixels + i;
                image[at] = clamp(grey + (image[at] - grey) * factor);
            }
        }
    }

    /** The binomial kernel 1 4 6 4 1 over 16 along rows and columns. */
    private static void blur(float[] image, int offset, int size) {
        float[] across = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                across[y * size + x] = (6 * image[offset + y * size + x]
                                + 4
                                        * (image[offset + y * size + Mirror.index(x - 1, size)]
                                                + image[offset + y * size + Mirror.index(x + 1, size)])
                                + image[offset + y * size + Mirror.index(x - 2, size)]
                                + image[offset + y * size + Mirror.index(x + 2, size)])
                        / 16;
            }
        }
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image[offset + y * size + x] = (6 * across[y * size + x]
                                + 4
                                        * (across[Mirror.index(y - 1, size) * size + x]
                                                + across[Mirror.index(y + 1, size) * size + x])
                                + across[Mirror.index(y - 2, size) * size + x]
                                + across[Mirror.index(y + 2, size) * size + x])
                        / 16;
            }
        }
    }

    private static float clamp(float value) {
        return Math.min(1, Math.max(0, value));
    }
}
