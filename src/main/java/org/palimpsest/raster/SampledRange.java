package org.palimpsest.raster;

import java.util.Arrays;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * The range of a band's usual values, for showing it: 2nd and 98th percentile of windows spread evenly over the raster.
 *
 * @param low 2nd percentile
 * @param high 98th percentile, above {@code low}
 */
public record SampledRange(double low, double high) {
    private static final int WINDOWS_EACH_WAY = 8;
    private static final int WINDOW = 32;
    private static final double CUT = 0.02;

    /**
     * Looks at 64 small windows of a band, so that the size of the raster does not matter.
     *
     * @param band index from 0
     * @return empty where nothing was observed in them
     */
    public static Optional<SampledRange> of(Raster raster, int band) throws BadInputException {
        Grid grid = raster.grid();
        int width = Math.min(WINDOW, grid.width());
        int height = Math.min(WINDOW, grid.height());
        float[] values = new float[WINDOWS_EACH_WAY * WINDOWS_EACH_WAY * width * height];
        int count = 0;
        for (int row = 0; row < WINDOWS_EACH_WAY; row++) {
            for (int column = 0; column < WINDOWS_EACH_WAY; column++) {
                int x = (int) ((long) (grid.width() - width) * column / (WINDOWS_EACH_WAY - 1));
                int y = (int) ((long) (grid.height() - height) * row / (WINDOWS_EACH_WAY - 1));
                PixelBlock block = raster.read(new Window(x, y, width, height), new int[] {band});
                float[] samples = block.samples(0);
                for (int i = 0; i < samples.length; i++) {
                    if (block.valid()[i]) {
                        values[count++] = samples[i];
                    }
                }
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        Arrays.sort(values, 0, count);
        double low = values[(int) (CUT * (count - 1))];
        double high = values[(int) Math.ceil((1 - CUT) * (count - 1))];
        return Optional.of(new SampledRange(low, high > low ? high : low + 1));
    }
}
