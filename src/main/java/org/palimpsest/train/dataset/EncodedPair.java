package org.palimpsest.train.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.palimpsest.base.BadInputException;

/**
 * A labelled pair whose three images are stored as encoded pictures (PNG, JPEG, TIFF) in a table, as datasets on the hub are.
 *
 * @param source where it is, for messages
 * @param name its name within the split
 */
record EncodedPair(String source, String name, LabelRule labels, Pictures pictures) implements LabelledPair {
    private static final int SIXTEEN_BIT = 65535;

    /** Reads the encoded pictures when they are needed. */
    @FunctionalInterface
    interface Pictures {
        /** Before, after and label. */
        byte[][] read() throws IOException, BadInputException;
    }

    @Override
    public Chip read() throws BadInputException {
        try {
            byte[][] encoded = pictures.read();
            Raster before = colours(decode(encoded[0], "imageA"));
            Raster after = colours(decode(encoded[1], "imageB"));
            Raster label = decode(encoded[2], "label").getRaster();
            if (before.getNumBands() != after.getNumBands()) {
                throw new BadInputException(place() + ": the dates have " + before.getNumBands() + " and "
                        + after.getNumBands() + " bands.");
            }
            for (Raster other : new Raster[] {after, label}) {
                if (other.getWidth() != before.getWidth() || other.getHeight() != before.getHeight()) {
                    throw new BadInputException(
                            place() + ": the images have " + size(before) + " and " + size(other) + " pixels.");
                }
            }
            return new Chip(
                    before.getNumBands(),
                    before.getHeight(),
                    before.getWidth(),
                    samples(before),
                    samples(after),
                    labels(label));
        } catch (IOException e) {
            throw new BadInputException(place() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private String place() {
        return source + ", " + name;
    }

    private static String size(Raster raster) {
        return raster.getWidth() + " x " + raster.getHeight();
    }

    private BufferedImage decode(byte[] bytes, String column) throws BadInputException {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) {
            throw new BadInputException(place() + ": " + column + " is damaged: " + e.getMessage() + ".", e);
        }
        throw new BadInputException(place() + ": " + column + " is no picture that can be read here.");
    }

    /** The samples in the order red, green, blue, a palette's colours in place of its numbers, without an alpha band. */
    private static Raster colours(BufferedImage image) {
        BufferedImage plain = image;
        if (image.getColorModel() instanceof IndexColorModel palette) {
            plain = palette.convertToIntDiscrete(image.getRaster(), false);
        }
        Raster raster = plain.getRaster();
        if (raster.getNumBands() == 4
                || (raster.getNumBands() == 2 && plain.getColorModel().hasAlpha())) {
            int[] bands = raster.getNumBands() == 4 ? new int[] {0, 1, 2} : new int[] {0};
            return raster.createChild(0, 0, raster.getWidth(), raster.getHeight(), 0, 0, bands);
        }
        return raster;
    }

    private static Samples samples(Raster raster) {
        int pixels = raster.getWidth() * raster.getHeight();
        int bands = raster.getNumBands();
        boolean eightBit = raster.getSampleModel().getSampleSize(0) <= 8;
        byte[] bytes = new byte[eightBit ? bands * pixels : 0];
        float[] shares = new float[eightBit ? 0 : bands * pixels];
        int[] row = new int[raster.getWidth()];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
                for (int x = 0; x < row.length; x++) {
                    int at = band * pixels + y * row.length + x;
                    if (eightBit) {
                        bytes[at] = (byte) row[x];
                    } else {
                        shares[at] = (float) row[x] / SIXTEEN_BIT;
                    }
                }
            }
        }
        return eightBit ? new Samples.EightBit(bytes) : new Samples.Real(shares);
    }

    private byte[] labels(Raster raster) {
        byte[] labels = new byte[raster.getWidth() * raster.getHeight()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels().of(raster.getSample(i % raster.getWidth(), i / raster.getWidth(), 0));
        }
        return labels;
    }
}
