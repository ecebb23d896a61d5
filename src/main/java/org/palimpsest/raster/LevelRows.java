package org.palimpsest.raster;

import java.util.Arrays;

/**
 * Rows of one level while levels are being built: {@code samples[band][row * width + column]}, NaN where nothing was observed.
 *
 * @param top number of the first row
 */
record LevelRows(int top, int count, int width, float[][] samples) {
    static final LevelRows NONE = new LevelRows(0, 0, 0, new float[0][]);

    /** The rows of a block that spans the raster's width. */
    static LevelRows of(PixelBlock block, int top) {
        float[][] samples = new float[block.bands()][];
        for (int band = 0; band < samples.length; band++) {
            samples[band] = block.samples(band);
            for (int i = 0; i < samples[band].length; i++) {
                if (!block.valid()[i]) {
                    samples[band][i] = Float.NaN;
                }
            }
        }
        return new LevelRows(top, block.height(), block.width(), samples);
    }

    /** These rows and the next ones below. */
    LevelRows join(LevelRows next) {
        if (count == 0) {
            return next;
        }
        float[][] joined = new float[samples.length][];
        for (int band = 0; band < joined.length; band++) {
            joined[band] = new float[(count + next.count) * width];
            System.arraycopy(samples[band], 0, joined[band], 0, count * width);
            System.arraycopy(next.samples[band], 0, joined[band], count * width, next.count * width);
        }
        return new LevelRows(top, count + next.count, width, joined);
    }

    /** What is left after the first {@code used} rows. */
    LevelRows from(int used) {
        if (used == count) {
            return NONE;
        }
        float[][] rest = new float[samples.length][];
        for (int band = 0; band < rest.length; band++) {
            rest[band] = Arrays.copyOfRange(samples[band], used * width, count * width);
        }
        return new LevelRows(top + used, count - used, width, rest);
    }

    /** The means of 2 x 2 pixels of the first {@code used} rows; what was not observed is passed over. */
    LevelRows halve(int used, int halfWidth) {
        int rows = (used + 1) / 2;
        float[][] halved = new float[samples.length][rows * halfWidth];
        for (int band = 0; band < halved.length; band++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < halfWidth; column++) {
                    halved[band][row * halfWidth + column] = mean(samples[band], 2 * row, 2 * column, used);
                }
            }
        }
        return new LevelRows(top / 2, rows, halfWidth, halved);
    }

    private float mean(float[] band, int row, int column, int used) {
        float sum = 0;
        int observed = 0;
        for (int r = row; r < Math.min(used, row + 2); r++) {
            for (int c = column; c < Math.min(width, column + 2); c++) {
                float value = band[r * width + c];
                if (!Float.isNaN(value)) {
                    sum += value;
                    observed++;
                }
            }
        }
        return observed == 0 ? Float.NaN : sum / observed;
    }
}
