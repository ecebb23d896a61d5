package org.palimpsest.raster.quality;

import org.palimpsest.raster.Grid;

/**
 * Spreads flags to all pixels whose centre lies within a distance, exactly and at a cost that does not grow with it.
 *
 * <p>Down each column the distance to the nearest flag is counted; along each row it then says how many neighbours on each
 * side lie within the circle. Distances are measured in the units of the two pixel sides. Immutable.
 */
final class FlagDilation {
    /** Nearer the poles pixels are taken to be as narrow as at 84 degrees. */
    private static final double LEAST_COSINE = 0.1;

    private static final double METRES_PER_DEGREE = 111_320;
    /** Absorbs the rounding of distances that are meant to be equal. */
    private static final double SLACK = 1e-9;

    private final double radius;
    private final double width;
    private final double height;

    /**
     * @param radius in the units of the two sides
     * @param width of a pixel
     * @param height of a pixel
     */
    FlagDilation(double radius, double width, double height) {
        this.radius = radius + SLACK * Math.max(width, height);
        this.width = width;
        this.height = height;
    }

    /** The dilation of a mask on its own grid; metres are those of the grid's middle where it is in degrees. */
    static FlagDilation of(QualityMask.Dilation dilation, Grid grid) {
        if (!dilation.metric()) {
            return new FlagDilation(dilation.radius(), 1, 1);
        }
        double width = grid.transform().pixelWidth();
        double height = grid.transform().pixelHeight();
        if (grid.crs().isPresent() && grid.crs().get().isGeographic()) {
            double latitude = grid.transform().y(grid.width() / 2.0, grid.height() / 2.0);
            width *= METRES_PER_DEGREE * Math.max(LEAST_COSINE, Math.cos(Math.toRadians(latitude)));
            height *= METRES_PER_DEGREE;
        }
        return new FlagDilation(dilation.radius(), width, height);
    }

    /** How many pixels to each side a flag reaches. */
    int reachAcross() {
        return (int) (radius / width);
    }

    /** How many pixels up and down a flag reaches. */
    int reachDown() {
        return (int) (radius / height);
    }

    /** The flags of a picture of {@code columns} columns, spread; right only where all flags within reach are in it. */
    boolean[] of(boolean[] flags, int columns) {
        if (reachAcross() == 0 && reachDown() == 0) {
            return flags;
        }
        int rows = flags.length / columns;
        int[] distance = distancesDown(flags, columns, rows);
        boolean[] spread = new boolean[flags.length];
        int[] change = new int[columns + 1];
        for (int y = 0; y < rows; y++) {
            java.util.Arrays.fill(change, 0);
            for (int x = 0; x < columns; x++) {
                double down = distance[y * columns + x] * height;
                if (down <= radius) {
                    int across = (int) (Math.sqrt(radius * radius - down * down) / width);
                    change[Math.max(0, x - across)]++;
                    change[Math.min(columns, x + across + 1)]--;
                }
            }
            int covering = 0;
            for (int x = 0; x < columns; x++) {
                covering += change[x];
                spread[y * columns + x] = covering > 0;
            }
        }
        return spread;
    }

    /** Rows to the nearest flag of the same column. */
    private static int[] distancesDown(boolean[] flags, int columns, int rows) {
        int far = 1 << 29;
        int[] distance = new int[flags.length];
        for (int i = 0; i < flags.length; i++) {
            int above = i < columns ? far : Math.min(far, distance[i - columns] + 1);
            distance[i] = flags[i] ? 0 : above;
        }
        for (int i = (rows - 1) * columns - 1; i >= 0; i--) {
            distance[i] = Math.min(distance[i], distance[i + columns] + 1);
        }
        return distance;
    }
}
