package org.palimpsest.sample;

/**
 * The view of a camera that does not look straight down: tall things lean away from it and show a wall.
 *
 * <p>Where the ground is placed rightly on the map (as orthorectification on a terrain model does), a point at height h
 * above the ground is drawn h times the lean away from its true place. Two dates with different leans show every roof in
 * two places, though nothing changed.
 *
 * @param leanEast metres towards the east per metre of height, -0.7 to 0.7
 * @param leanNorth metres towards the north per metre of height, -0.7 to 0.7
 */
record ObliqueView(double leanEast, double leanNorth) {
    /** Straight down. */
    static final ObliqueView NADIR = new ObliqueView(0, 0);

    private static final double TALLEST = 40;
    private static final double WALL_DARKNESS = 0.55;

    /** Redraws the canvas' reflectance as this camera sees it; cover and heights stay where they truly are. */
    void draw(GroundCanvas canvas) {
        double lean = Math.sqrt(leanEast * leanEast + leanNorth * leanNorth);
        if (lean < 1e-6) {
            return;
        }
        int steps = (int) Math.ceil(TALLEST * lean / canvas.cell());
        float[][] seen = new float[Spectrum.BANDS][canvas.width() * canvas.height()];
        canvas.forEachRow(row -> {
            for (int column = 0; column < canvas.width(); column++) {
                int at = canvas.index(column, row);
                int source = at;
                boolean wall = false;
                // From the highest possible thing downwards: the first that reaches the ray is what is seen.
                for (int step = steps; step >= 1; step--) {
                    double height = step * canvas.cell() / lean;
                    int c = (int) Math.floor(column - leanEast * height / canvas.cell() + 0.5);
                    int r = (int) Math.floor(row + leanNorth * height / canvas.cell() + 0.5);
                    if (c < 0 || r < 0 || c >= canvas.width() || r >= canvas.height()) {
                        continue;
                    }
                    int index = canvas.index(c, r);
                    if (canvas.above(index) >= height) {
                        source = index;
                        wall = canvas.cover(index) == LandCover.BUILDING
                                && canvas.above(index) - height > 1.5 * canvas.cell() / lean;
                        break;
                    }
                }
                for (int band = 0; band < Spectrum.BANDS; band++) {
                    float value = canvas.band(band)[source];
                    seen[band][at] = wall ? (float) (value * WALL_DARKNESS) : value;
                }
            }
        });
        for (int band = 0; band < Spectrum.BANDS; band++) {
            System.arraycopy(seen[band], 0, canvas.band(band), 0, seen[band].length);
        }
    }
}
