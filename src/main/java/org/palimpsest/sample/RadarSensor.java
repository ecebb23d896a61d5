package org.palimpsest.sample;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A side-looking C-band radar: smooth water is dark, woods are even, walls that face the sensor flash by double bounce.
 *
 * <p>Backscatter of each cover in decibel is rounded from the literature on C-band VV at 38 degrees of incidence. Terrain
 * slopes, radar shadow behind tall things and speckle are added; the geometry is taken as corrected to the ground.
 */
final class RadarSensor {
    private static final double INCIDENCE = StrictMath.toRadians(38);
    private static final double AMPLITUDE_SCALE = 1000;
    private static final double THERMAL_NOISE = 0.0016;

    /** How much brighter a slope of 1 towards the antenna is. */
    private static final double SLOPE_DECIBEL = 11;

    private static final double NEPERS_PER_DECIBEL = StrictMath.log(10) / 10;

    private final Season season;
    private final SpeckleModel speckle;
    private final double lookAzimuth;
    private final long seed;

    /**
     * Describes a pass.
     *
     * @param lookAzimuth direction in which the radar looks, in radians clockwise from north
     */
    RadarSensor(Season season, SpeckleModel speckle, double lookAzimuth, long seed) {
        this.season = season;
        this.speckle = speckle;
        this.lookAzimuth = lookAzimuth;
        this.seed = seed;
    }

    /** Takes the picture of a canvas on a grid in the ground's own coordinate system. */
    RadarImage observe(GroundCanvas canvas, Landscape landscape, ImageGrid grid) {
        float[] backscatter = backscatter(canvas, landscape);
        short[] amplitude = new short[Math.multiplyExact(grid.width(), grid.height())];
        IntStream.range(0, grid.height()).parallel().forEach(row -> {
            SplittableRandom random = new SplittableRandom(PositionHash.mix(seed, 92, row));
            for (int column = 0; column < grid.width(); column++) {
                double mean = mean(canvas, backscatter, grid.x(column), grid.y(row), grid.pixelSize());
                double grain = speckle.factor(random);
                if (mean >= 0) {
                    double value = AMPLITUDE_SCALE * StrictMath.sqrt((mean + THERMAL_NOISE) * grain);
                    amplitude[row * grid.width() + column] = (short) Math.max(1, Math.min(65_535, Math.round(value)));
                }
            }
        });
        return new RadarImage(grid, amplitude);
    }

    private float[] backscatter(GroundCanvas canvas, Landscape landscape) {
        float[] result = new float[canvas.width() * canvas.height()];
        GroundNoise roughness = new GroundNoise(PositionHash.mix(seed, 91));
        // The radar stands where the beam comes from.
        Sun antenna = new Sun(lookAzimuth + StrictMath.PI, StrictMath.PI / 2 - INCIDENCE);
        ShadowCaster shadows = new ShadowCaster(canvas, antenna);
        double east = StrictMath.sin(lookAzimuth);
        double north = StrictMath.cos(lookAzimuth);
        canvas.forEachRow(row -> {
            double y = canvas.y(row);
            for (int column = 0; column < canvas.width(); column++) {
                double x = canvas.x(column);
                int index = canvas.index(column, row);
                LandCover cover = canvas.cover(index);
                double decibel = decibel(cover, landscape, x, y)
                        + (cover == LandCover.WATER ? 0.4 : 1.1) * roughness.fractal(x / 50, y / 50, 3);
                Terrain terrain = landscape.terrain();
                double rise = terrain.tiltEast(x, y) * east + terrain.tiltNorth(x, y) * north;
                double slope = SLOPE_DECIBEL * Math.max(-0.4, Math.min(0.4, rise));
                double visible = 0.06 + 0.94 * shadows.reaching(column, row);
                double bounce = wallAhead(canvas, column, row, east, north);
                result[index] = (float) (power(decibel + slope) * visible + bounce);
            }
        });
        return result;
    }

    private double decibel(LandCover cover, Landscape landscape, double x, double y) {
        return switch (cover) {
            case WATER -> -23;
            case SHORE -> -14.5;
            case ROAD -> -17.5;
            case TRACK -> -14;
            case YARD -> -13;
            case GARDEN -> -9.5;
            case BUILDING -> -5;
            case QUARRY -> -8.5;
            case CLEARING -> -10;
            case WOODLAND -> -7.8;
            case MEADOW -> -13.4 + 1.5 * landscape.terrain().moisture(x, y);
            case FIELD -> field(landscape, x, y);
        };
    }

    /** Returns fields by crop volume, soil wetness and the tilth of the parcel. */
    private double field(Landscape landscape, double x, double y) {
        CropStand stand = CropStand.of(landscape.parcels().locate(x, y), landscape.farmland(), season);
        double tilth = 5.5 * (PositionHash.unit(stand.hash(), 6) - 0.5);
        // Upright cereals let C-band through and weaken it; broad leaves scatter it.
        boolean cereal = stand.crop() == Crop.WINTER_WHEAT || stand.crop() == Crop.WINTER_BARLEY;
        double canopy = cereal ? -3.5 * stand.green() : 3 * stand.green();
        double wet = 5 * (landscape.terrain().moisture(x, y) - 0.4) * (1 - 0.6 * stand.green());
        return -12.3 + tilth * (1 - 0.6 * stand.green()) + canopy + wet;
    }

    /** Returns the power of the corner between ground and the wall of a building just beyond a cell, along the beam. */
    private static double wallAhead(GroundCanvas canvas, int column, int row, double east, double north) {
        int index = canvas.index(column, row);
        if (canvas.cover(index) == LandCover.BUILDING) {
            return 0;
        }
        int reach = (int) Math.max(1, Math.round(2.5 / canvas.cell()));
        for (int step = 1; step <= reach; step++) {
            int c = (int) Math.floor(column + east * step + 0.5);
            int r = (int) Math.floor(row - north * step + 0.5);
            if (c < 0 || r < 0 || c >= canvas.width() || r >= canvas.height()) {
                return 0;
            }
            int wall = canvas.index(c, r);
            if (canvas.cover(wall) == LandCover.BUILDING) {
                return 0.9 * Math.min(12, canvas.above(wall)) * broadside(canvas, c, r, east, north);
            }
        }
        return 0;
    }

    /** Returns how squarely a wall faces the beam, from the outline of the building around a cell; sharp, as corners are. */
    private static double broadside(GroundCanvas canvas, int column, int row, double east, double north) {
        double sumEast = 0;
        double sumNorth = 0;
        int reach = (int) Math.max(2, Math.round(4 / canvas.cell()));
        for (int dr = -reach; dr <= reach; dr++) {
            for (int dc = -reach; dc <= reach; dc++) {
                int c = Math.max(0, Math.min(canvas.width() - 1, column + dc));
                int r = Math.max(0, Math.min(canvas.height() - 1, row + dr));
                if (canvas.cover(canvas.index(c, r)) == LandCover.BUILDING) {
                    sumEast += dc;
                    sumNorth -= dr;
                }
            }
        }
        double length = Math.sqrt(sumEast * sumEast + sumNorth * sumNorth);
        if (length == 0) {
            return 0;
        }
        double cosine = Math.max(0, (sumEast * east + sumNorth * north) / length);
        double square = cosine * cosine;
        return 0.12 * cosine + 0.88 * square * square * square;
    }

    /** Returns the mean power in a square, or -1 where the canvas does not cover it. */
    private static double mean(GroundCanvas canvas, float[] backscatter, double x, double y, double size) {
        int firstColumn = (int) Math.ceil(canvas.columnOf(x - size / 2));
        int lastColumn = (int) Math.ceil(canvas.columnOf(x + size / 2)) - 1;
        int firstRow = (int) Math.ceil(canvas.rowOf(y + size / 2));
        int lastRow = (int) Math.ceil(canvas.rowOf(y - size / 2)) - 1;
        if (firstColumn < 0 || firstRow < 0 || lastColumn >= canvas.width() || lastRow >= canvas.height()) {
            return -1;
        }
        double sum = 0;
        int count = 0;
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                sum += backscatter[canvas.index(column, row)];
                count++;
            }
        }
        return count == 0 ? -1 : sum / count;
    }

    private static double power(double decibel) {
        return StrictMath.exp(decibel * NEPERS_PER_DECIBEL);
    }
}
