package org.palimpsest.sample;

/** Finds what cannot be reached by rays from one direction, by walking along them over the heights of a canvas. */
final class ShadowCaster {
    /** Nothing casts a shadow from farther away, whatever its height, in metres. */
    private static final double LONGEST = 160;

    private static final double TALLEST = 36;

    private final GroundCanvas canvas;
    private final double east;
    private final double north;
    private final double tangent;
    private final int steps;

    /**
     * Prepares for rays from one direction.
     *
     * @param source towards the light; its elevation must be above 5 degrees
     */
    ShadowCaster(GroundCanvas canvas, Sun source) {
        if (source.elevation() < StrictMath.toRadians(5)) {
            throw new IllegalArgumentException("The sun must stand at least 5 degrees high, but stood at "
                    + StrictMath.toDegrees(source.elevation()) + ".");
        }
        this.canvas = canvas;
        east = source.east();
        north = source.north();
        tangent = StrictMath.tan(source.elevation());
        steps = (int) Math.ceil(Math.min(LONGEST, TALLEST / tangent) / canvas.cell());
    }

    /** Returns how much of the rays reaches a cell: 1 in the open, 0 in full shadow, between at a shadow's edge. */
    double reaching(int column, int row) {
        double start = canvas.surface(canvas.index(column, row));
        double cell = canvas.cell();
        double covered = 0;
        for (int step = 1; step <= steps; step++) {
            int c = (int) Math.floor(column + east * step + 0.5);
            int r = (int) Math.floor(row - north * step + 0.5);
            if (c < 0 || r < 0 || c >= canvas.width() || r >= canvas.height()) {
                break;
            }
            double over = canvas.surface(canvas.index(c, r)) - start - tangent * step * cell;
            if (over > covered) {
                covered = over;
                if (covered >= cell) {
                    return 0;
                }
            }
        }
        return 1 - covered / cell;
    }
}
