package org.palimpsest.detect.mixed;

import org.palimpsest.raster.Window;

/** Values of cells carried over to pixels: bilinear between the middles of the cells that were observed. */
final class CellInterpolation {
    private CellInterpolation() {}

    /** One value for each pixel of a window; 0 where no cell around was observed. */
    static float[] of(float[] values, CellDescriptions described, CellGrid grid, Window window) {
        float[] result = new float[Math.toIntExact(window.pixels())];
        Window cells = described.cells();
        for (int row = 0; row < window.height(); row++) {
            double v = place(window.y() + row - grid.originY(), grid.size()) - cells.y();
            int top = (int) Math.floor(v);
            for (int column = 0; column < window.width(); column++) {
                double u = place(window.x() + column - grid.originX(), grid.size()) - cells.x();
                int left = (int) Math.floor(u);
                double sum = 0;
                double total = 0;
                for (int corner = 0; corner < 4; corner++) {
                    int x = left + corner % 2;
                    int y = top + corner / 2;
                    boolean inside = x >= 0 && y >= 0 && x < cells.width() && y < cells.height();
                    if (inside && described.observed()[y * cells.width() + x]) {
                        double weight = (1 - Math.abs(u - x)) * (1 - Math.abs(v - y));
                        sum += weight * values[y * cells.width() + x];
                        total += weight;
                    }
                }
                result[row * window.width() + column] = total > 0 ? (float) (sum / total) : 0;
            }
        }
        return result;
    }

    /** Where a pixel's middle lies among the middles of cells. */
    private static double place(int pixel, int size) {
        return (pixel + 0.5) / size - 0.5;
    }
}
