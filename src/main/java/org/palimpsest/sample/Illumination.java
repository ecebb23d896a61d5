package org.palimpsest.sample;

/**
 * Lights a canvas by sun and sky: slopes that face the sun are brighter, shadows keep only the bluish light of the sky.
 *
 * <p>Lambertian surfaces under a direct beam and an even sky, relative to level open ground. The canvas' reflectances become
 * the apparent reflectances that an atmosphere-corrected image would show.
 */
final class Illumination {
    /** Share of the sky's diffuse light in the whole, blue to near infrared, for a clear sky. */
    private static final double[] DIFFUSE = {0.24, 0.17, 0.13, 0.08};

    private static final double STEEPEST = 1.4;
    /** A crown is no solid dome: leaves let light through and scatter it. */
    private static final double CROWN_SOFTNESS = 0.42;

    private final Sun sun;
    private final double haze;
    private final double[] toSun;

    /** Prepares for a sun, under a sky whose haze (0..1) makes the light more diffuse. */
    Illumination(Sun sun, double haze) {
        this.sun = sun;
        this.haze = haze;
        double level = StrictMath.cos(sun.elevation());
        toSun = new double[] {sun.east() * level, sun.north() * level, StrictMath.sin(sun.elevation())};
    }

    /** Lights every cell of a canvas in place. */
    void light(GroundCanvas canvas, Terrain terrain) {
        ShadowCaster shadows = new ShadowCaster(canvas, sun);
        canvas.forEachRow(row -> {
            for (int column = 0; column < canvas.width(); column++) {
                int index = canvas.index(column, row);
                double reaching = shadows.reaching(column, row);
                double beam = reaching * facing(canvas, terrain, column, row);
                double sky = skyView(canvas, column, row);
                for (int band = 0; band < Spectrum.BANDS; band++) {
                    double diffuse = DIFFUSE[band] * (1 + 0.6 * haze);
                    canvas.band(band)[index] *= (float) (diffuse * sky + (1 - diffuse) * beam);
                }
            }
        });
    }

    /** Returns the direct light on a surface relative to level ground. */
    private double facing(GroundCanvas canvas, Terrain terrain, int column, int row) {
        int index = canvas.index(column, row);
        double x = canvas.x(column);
        double y = canvas.y(row);
        double east = terrain.tiltEast(x, y);
        double north = terrain.tiltNorth(x, y);
        if (canvas.cover(index) == LandCover.BUILDING) {
            east = canvas.tiltEast(index);
            north = canvas.tiltNorth(index);
        } else if (canvas.above(index) > 2) {
            east += CROWN_SOFTNESS * rise(canvas, column - 1, row, column + 1, row);
            north += CROWN_SOFTNESS * rise(canvas, column, row + 1, column, row - 1);
        }
        double length = Math.sqrt(1 + east * east + north * north);
        double cosine = (-east * toSun[0] - north * toSun[1] + toSun[2]) / length;
        return Math.max(0, cosine) / toSun[2];
    }

    private static double rise(GroundCanvas canvas, int fromColumn, int fromRow, int toColumn, int toRow) {
        int c0 = Math.max(0, fromColumn);
        int c1 = Math.min(canvas.width() - 1, toColumn);
        int r0 = Math.min(canvas.height() - 1, fromRow);
        int r1 = Math.max(0, toRow);
        double run = canvas.cell() * Math.max(1, Math.abs(c1 - c0) + Math.abs(r1 - r0));
        double rise = (canvas.above(canvas.index(c1, r1)) - canvas.above(canvas.index(c0, r0))) / run;
        return Math.max(-STEEPEST, Math.min(STEEPEST, rise));
    }

    /** Returns the open share of the sky: less between trees and beside walls. */
    private static double skyView(GroundCanvas canvas, int column, int row) {
        int reach = (int) Math.max(1, Math.round(3 / canvas.cell()));
        double here = canvas.surface(canvas.index(column, row));
        double walls = 0;
        for (int side = 0; side < 4; side++) {
            int c = Math.max(0, Math.min(canvas.width() - 1, column + (side == 0 ? reach : side == 1 ? -reach : 0)));
            int r = Math.max(0, Math.min(canvas.height() - 1, row + (side == 2 ? reach : side == 3 ? -reach : 0)));
            double over = canvas.surface(canvas.index(c, r)) - here;
            walls += Blend.clamp(over / 10);
        }
        return 1 - 0.55 * walls / 4;
    }
}
