package org.palimpsest.sample;

/**
 * A smooth random field over the ground, for everything in nature that varies without edges: relief, soil, moisture, haze.
 *
 * <p>Gradient noise as in Perlin, "Improving noise", SIGGRAPH 2002, with 64 gradient directions. Coordinates are in units of
 * the field's wavelength; values are about -1..1 with mean 0.
 */
final class GroundNoise {
    private static final int DIRECTIONS = 64;
    private static final double[] EAST = new double[DIRECTIONS];
    private static final double[] NORTH = new double[DIRECTIONS];

    static {
        for (int i = 0; i < DIRECTIONS; i++) {
            EAST[i] = StrictMath.cos(2 * StrictMath.PI * i / DIRECTIONS);
            NORTH[i] = StrictMath.sin(2 * StrictMath.PI * i / DIRECTIONS);
        }
    }

    private final long seed;

    GroundNoise(long seed) {
        this.seed = PositionHash.mix(seed);
    }

    /** Returns the field at one place, about -1..1. */
    double at(double x, double y) {
        double floorX = Math.floor(x);
        double floorY = Math.floor(y);
        long column = (long) floorX;
        long row = (long) floorY;
        double fx = x - floorX;
        double fy = y - floorY;
        double u = fade(fx);
        double v = fade(fy);
        double low = lerp(u, corner(column, row, fx, fy), corner(column + 1, row, fx - 1, fy));
        double high = lerp(u, corner(column, row + 1, fx, fy - 1), corner(column + 1, row + 1, fx - 1, fy - 1));
        return 1.5 * lerp(v, low, high);
    }

    /** Returns the sum of octaves, each of half the wavelength and half the height of the one before; about -1..1. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 1;
        double total = 0;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * at(x * scale + 17.31 * octave, y * scale - 9.77 * octave);
            total += weight;
            weight *= 0.5;
            scale *= 2;
        }
        return 1.35 * sum / total;
    }

    private double corner(long column, long row, double dx, double dy) {
        int direction = (int) (PositionHash.mix(seed, column, row) >>> 58);
        return EAST[direction] * dx + NORTH[direction] * dy;
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    private static double lerp(double t, double a, double b) {
        return a + t * (b - a);
    }
}
