package org.palimpsest.sample;

/** Fair-weather clouds over a lit canvas, and their shadows on the ground a little way off. */
final class CloudField {
    private static final double BASE_HEIGHT = 1400;
    private static final double SHADE = 0.55;
    /** A third of a cloud's brightness is more than most of the ground reflects. */
    private static final double HIDING = 0.3;

    private final GroundNoise shapes;
    private final double threshold;
    private final double size;

    /**
     * Draws a sky.
     *
     * @param share share of the ground under cloud that is aimed at, 0..0.8
     * @param size size of a typical cloud in metres
     */
    CloudField(double share, double size, long seed) {
        this.size = size;
        shapes = new GroundNoise(PositionHash.mix(seed, 84));
        // The noise is normal with a deviation of 0.26: this curve follows its quantiles, half a ramp lower.
        threshold = Blend.between(0.36, -0.36, StrictMath.pow(share / 0.8, 0.75));
    }

    /** Covers and shades the canvas in place. */
    void cover(GroundCanvas canvas, Sun sun) {
        double offset = BASE_HEIGHT / StrictMath.tan(sun.elevation());
        canvas.forEachRow(row -> {
            double y = canvas.y(row);
            for (int column = 0; column < canvas.width(); column++) {
                double x = canvas.x(column);
                double cloud = thickness(x, y);
                double shadow = thickness(x + sun.east() * offset, y + sun.north() * offset);
                if (cloud <= 0 && shadow <= 0) {
                    continue;
                }
                int index = canvas.index(column, row);
                for (int band = 0; band < Spectrum.BANDS; band++) {
                    double ground = canvas.band(band)[index] * (1 - SHADE * shadow);
                    canvas.band(band)[index] = (float) Blend.between(ground, Spectra.CLOUD.band(band), cloud);
                }
            }
        });
    }

    /** Tells whether a cloud outshines the ground at a place. */
    boolean hides(double x, double y) {
        return thickness(x, y) > HIDING;
    }

    /** Returns the opacity of the cloud over a place, 0..1: thin at the edges. */
    private double thickness(double x, double y) {
        return Blend.ramp(threshold, threshold + 0.28, shapes.fractal(x / size, y / size, 5));
    }
}
