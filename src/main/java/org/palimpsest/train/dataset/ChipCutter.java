package org.palimpsest.train.dataset;

/** Cuts a part out of a chip. */
final class ChipCutter {
    private ChipCutter() {}

    /** The part from column {@code x} and row {@code y} on, {@code side} pixels wide and high or up to the chip's edge. */
    static Chip cut(Chip chip, int x, int y, int side) {
        int width = Math.min(side, chip.width() - x);
        int height = Math.min(side, chip.height() - y);
        byte[] label = new byte[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(chip.label(), (y + row) * chip.width() + x, label, row * width, width);
        }
        return new Chip(
                chip.bands(),
                height,
                width,
                cut(chip, chip.before(), x, y, width, height),
                cut(chip, chip.after(), x, y, width, height),
                label);
    }

    private static Samples cut(Chip chip, Samples samples, int x, int y, int width, int height) {
        int pixels = chip.width() * chip.height();
        if (samples instanceof Samples.EightBit bytes) {
            byte[] values = new byte[chip.bands() * width * height];
            for (int i = 0; i < chip.bands() * height; i++) {
                int from = i / height * pixels + (y + i % height) * chip.width() + x;
                System.arraycopy(bytes.values(), from, values, i * width, width);
            }
            return new Samples.EightBit(values);
        }
        float[] values = new float[chip.bands() * width * height];
        for (int i = 0; i < values.length; i++) {
            int line = i / width;
            values[i] = samples.get(line / height * pixels + (y + line % height) * chip.width() + x + i % width);
        }
        return new Samples.Real(values);
    }
}
