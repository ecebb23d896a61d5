package org.palimpsest.train.dataset;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Draws labelled pairs beside each other for people: before, after, label and, where there is one, the prediction in the
 * colours of a confusion map (white right change, red false alarm, blue missed, black right no change, grey not labelled), and
 * how strongly stages of a network answer, from black over red and yellow to white.
 */
public final class PairPicture {
    private static final int GAP = 4;
    private static final int BACKGROUND = 0x808080;
    private static final int UNLABELLED = 0x606060;
    private static final int RIGHT = 0xFFFFFF;
    private static final int FALSE_ALARM = 0xE0402A;
    private static final int MISSED = 0x2A70E0;

    private final BufferedImage image;
    private int row;
    private final int side;

    /**
     * @param rows how many pairs will be drawn
     * @param columns 3, or 4 with predictions, and one more for each stage
     * @param side width and height of each picture in pixels; larger pairs are thinned out
     */
    public PairPicture(int rows, int columns, int side) {
        this.side = side;
        image = new BufferedImage(
                columns * (side + GAP) - GAP, Math.max(1, rows * (side + GAP) - GAP), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, BACKGROUND);
            }
        }
    }

    /** Draws the next row; {@code predicted} says for each pixel whether change is claimed. */
    public void add(Chip chip, Optional<boolean[]> predicted) {
        add(chip, predicted, List.of());
    }

    /**
     * Draws the next row with stages of a network.
     *
     * @param predicted whether change is claimed at each pixel
     * @param heats of each stage, how strongly it answers at each pixel, 0 to 1
     */
    public void add(Chip chip, Optional<boolean[]> predicted, List<float[]> heats) {
        int top = row * (side + GAP);
        int largest = Math.max(chip.width(), chip.height());
        for (int y = 0; y < side; y++) {
            int chipY = (int) ((long) y * largest / side);
            for (int x = 0; x < side; x++) {
                int chipX = (int) ((long) x * largest / side);
                if (chipX >= chip.width() || chipY >= chip.height()) {
                    continue;
                }
                int pixel = chipY * chip.width() + chipX;
                image.setRGB(x, top + y, colour(chip, chip.before(), pixel));
                image.setRGB(side + GAP + x, top + y, colour(chip, chip.after(), pixel));
                image.setRGB(2 * (side + GAP) + x, top + y, label(chip.label()[pixel]));
                if (predicted.isPresent()) {
                    image.setRGB(
                            3 * (side + GAP) + x,
                            top + y,
                            confusion(chip.label()[pixel], predicted.get()[pixel]));
                }
                for (int stage = 0; stage < heats.size(); stage++) {
                    image.setRGB((4 + stage) * (side + GAP) + x, top + y, heat(heats.get(stage)[pixel]));
                }
            }
        }
        row++;
    }

    public BufferedImage image() {
        return image;
    }

    private static int colour(Chip chip, Samples samples, int pixel) {
        int pixels = chip.width() * chip.height();
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            int band = chip.bands() >= 3 ? channel : 0;
            rgb = rgb << 8 | Math.round(255 * Math.min(1, Math.max(0, samples.get(band * pixels + pixel))));
        }
        return rgb;
    }

    private static int heat(float strength) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            rgb = rgb << 8 | Math.round(255 * Math.min(1, Math.max(0, 3 * strength - channel)));
        }
        return rgb;
    }

    private static int label(byte label) {
        return label == Chip.IGNORED ? UNLABELLED : label == Chip.CHANGE ? RIGHT : 0;
    }

    private static int confusion(byte label, boolean predicted) {
        if (label == Chip.IGNORED) {
            return UNLABELLED;
        }
        if (label == Chip.CHANGE) {
            return predicted ? RIGHT : MISSED;
        }
        return predicted ? FALSE_ALARM : 0;
    }
}
