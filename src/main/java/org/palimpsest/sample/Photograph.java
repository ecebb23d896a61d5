package org.palimpsest.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes of an optical image what people hand around: a picture of three 8-bit colours, with a tone, a colour cast, softness, noise
 * and compression drawn at random.
 *
 * <p>Two photographs of the same ground therefore differ in everything that is no change. What is drawn depends on the random
 * numbers that are handed in alone.
 */
final class Photograph {
    private static final int COLOURS = 3;
    private static final double[] LUMINANCE = {0.299, 0.587, 0.114};

    private final SplittableRandom random;
    private final SplittableRandom grain;
    private final int width;
    private final int height;
    /** Red, green, blue; about 0 to 1. */
    private final float[][] colours;

    private Photograph(OpticalImage image, SplittableRandom tone, SplittableRandom grain) {
        random = tone;
        this.grain = grain;
        width = image.grid().width();
        height = image.grid().height();
        colours = new float[COLOURS][width * height];
        for (int colour = 0; colour < COLOURS; colour++) {
            short[] band = image.bands()[COLOURS - 1 - colour];
            for (int i = 0; i < band.length; i++) {
                colours[colour][i] = Short.toUnsignedInt(band[i]) / 10_000f;
            }
        }
    }

    /** Develops an image, red, green and blue. */
    static BufferedImage develop(OpticalImage image, SplittableRandom random) {
        return develop(image, random, random);
    }

    /**
     * Develops an image, red, green and blue. Two images with the same numbers for the tone and others for the grain are of one
     * camera.
     */
    static BufferedImage develop(OpticalImage image, SplittableRandom tone, SplittableRandom grain) {
        Photograph photograph = new Photograph(image, tone, grain);
        photograph.expose();
        photograph.tone();
        photograph.saturate();
        if (tone.nextDouble() < 0.55) {
            photograph.soften(tone.nextDouble(0.3, 1.5));
        }
        if (tone.nextDouble() < 0.25) {
            photograph.sharpen(tone.nextDouble(0.3, 1.2));
        }
        photograph.addGrain(tone.nextDouble(0, 0.022));
        BufferedImage picture = photograph.picture();
        return tone.nextDouble() < 0.6 ? compressed(picture, (float) tone.nextDouble(0.35, 0.95)) : picture;
    }

    /** Brings reflectance to 0..1: by a fixed scale as satellites' products, or by the image's own range as aerial photographs. */
    private void expose() {
        double cutLow = random.nextDouble(0.001, 0.03);
        double cutHigh = random.nextDouble(0.001, 0.04);
        double scale = random.nextDouble(0.18, 0.5);
        double kind = random.nextDouble();
        double[] low = new double[COLOURS];
        double[] high = new double[COLOURS];
        for (int colour = 0; colour < COLOURS; colour++) {
            float[] sorted = colours[colour].clone();
            Arrays.sort(sorted);
            low[colour] = sorted[(int) (cutLow * sorted.length)];
            high[colour] = sorted[(int) ((1 - cutHigh) * (sorted.length - 1))];
        }
        if (kind < 0.3) {
            Arrays.fill(low, 0);
            Arrays.fill(high, scale);
        } else if (kind < 0.7) {
            // One range for all colours keeps them natural.
            Arrays.fill(low, Arrays.stream(low).min().orElseThrow());
            Arrays.fill(high, Arrays.stream(high).max().orElseThrow());
        }
        for (int colour = 0; colour < COLOURS; colour++) {
            // Ground without any contrast stays so rather than becoming noise.
            double range = Math.max(0.03, high[colour] - low[colour]);
            for (int i = 0; i < colours[colour].length; i++) {
                colours[colour][i] = (float) ((colours[colour][i] - low[colour]) / range);
            }
        }
    }

    private void tone() {
        double gamma = StrictMath.exp(random.nextDouble(-0.5, 0.5));
        double contrast = random.nextDouble(0.45, 1);
        double floor = random.nextDouble(0, 1 - contrast) * random.nextDouble();
        for (float[] colour : colours) {
            double gain = contrast * random.nextDouble(0.82, 1.12);
            double haze = floor + random.nextDouble(0, 0.08);
            for (int i = 0; i < colour.length; i++) {
                colour[i] =
                        (float) Math.min(1, haze + gain * StrictMath.pow(Math.min(1, Math.max(0, colour[i])), gamma));
            }
        }
    }

    private void saturate() {
        double factor = random.nextDouble(0.35, 1.2);
        for (int i = 0; i < width * height; i++) {
            double grey = 0;
            for (int colour = 0; colour < COLOURS; colour++) {
                grey += LUMINANCE[colour] * colours[colour][i];
            }
            for (int colour = 0; colour < COLOURS; colour++) {
                colours[colour][i] = (float) (grey + (colours[colour][i] - grey) * factor);
            }
        }
    }

    private void soften(double sigma) {
        for (int colour = 0; colour < COLOURS; colour++) {
            colours[colour] = blurred(colours[colour], sigma);
        }
    }

    private void sharpen(double amount) {
        for (float[] colour : colours) {
            float[] soft = blurred(colour, 1);
            for (int i = 0; i < colour.length; i++) {
                colour[i] += (float) (amount * (colour[i] - soft[i]));
            }
        }
    }

    private void addGrain(double deviation) {
        for (float[] colour : colours) {
            for (int i = 0; i < colour.length; i++) {
                // The sum of four even numbers is normal enough for grain.
                double sum = grain.nextDouble() + grain.nextDouble() + grain.nextDouble() + grain.nextDouble() - 2;
                colour[i] += (float) (deviation * StrictMath.sqrt(3) * sum);
            }
        }
    }

    /** A Gaussian blur along rows, then columns; edges are repeated. */
    private float[] blurred(float[] values, double sigma) {
        int reach = (int) Math.ceil(2.5 * sigma);
        float[] kernel = new float[2 * reach + 1];
        float total = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) StrictMath.exp(-i * i / (2 * sigma * sigma));
            total += kernel[i + reach];
        }
        float[] rows = new float[values.length];
        float[] both = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = -reach; i <= reach; i++) {
                    sum += kernel[i + reach] * values[y * width + Math.min(width - 1, Math.max(0, x + i))];
                }
                rows[y * width + x] = sum / total;
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = -reach; i <= reach; i++) {
                    sum += kernel[i + reach] * rows[Math.min(height - 1, Math.max(0, y + i)) * width + x];
                }
                both[y * width + x] = sum / total;
            }
        }
        return both;
    }

    private BufferedImage picture() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int rgb = 0;
            for (float[] colour : colours) {
                rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(colour[i] * 255)));
            }
            picture.setRGB(i % width, i / width, rgb);
        }
        return picture;
    }

    /** The picture after a round through JPEG. */
    private static BufferedImage compressed(BufferedImage picture, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
            out.flush();
            return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }
}
