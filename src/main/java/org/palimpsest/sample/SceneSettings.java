package org.palimpsest.sample;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that decides a scene: equal settings give equal pixels on every machine.
 *
 * @param seed decides the landscape and the noise
 * @param width columns of the first image, 64 to 8192
 * @param height rows of the first image, 64 to 8192
 * @param pixelBefore pixel size of the first image in metres, 0.3 to 20
 * @param pixelAfter pixel size of the second image in metres
 * @param epsgAfter coordinate system of the second image
 * @param shiftEast by how much of the first image's width the second lies further east
 * @param shiftNorth by how much of the first image's height the second lies further north
 * @param sizeAfter size of the second image's sides relative to the first's
 * @param swathEdges whether the edges of the sensors' swaths cut the images
 * @param radar whether a radar image is wanted too
 * @param reversed whether time runs backwards, so that houses vanish, woods close and the reservoir fills
 * @param flood share of the ground below the level of a flood when the second image is taken, 0 to 0.5; above 0 nothing else
 *     changes
 * @param character what kind of country it is
 * @param before when and through what air the first image was taken
 * @param after when and through what air the second image was taken
 */
public record SceneSettings(
        long seed,
        int width,
        int height,
        double pixelBefore,
        double pixelAfter,
        int epsgAfter,
        double shiftEast,
        double shiftNorth,
        double sizeAfter,
        boolean swathEdges,
        boolean radar,
        boolean reversed,
        double flood,
        LandscapeCharacter character,
        Pass before,
        Pass after) {

    /** Coordinate system of the ground and of the first image: UTM zone 33 north. */
    public static final int GROUND_EPSG = 32633;

    private static final double FLOODED = 0.07;
    private static final int LEAST_SIDE = 64;
    private static final int MOST_SIDE = 8192;

    /** Checks the sizes. */
    public SceneSettings {
        if (width < LEAST_SIDE || width > MOST_SIDE || height < LEAST_SIDE || height > MOST_SIDE) {
            throw new IllegalArgumentException("A scene's sides must be " + LEAST_SIDE + " to " + MOST_SIDE
                    + " pixels, but were " + width + " x " + height + ".");
        }
        if (!(pixelBefore >= 0.3 && pixelBefore <= 20 && pixelAfter >= 0.3 && pixelAfter <= 20)) {
            throw new IllegalArgumentException(
                    "Pixel sizes must be 0.3 to 20 metres, but were " + pixelBefore + " and " + pixelAfter + ".");
        }
        if (!(flood >= 0 && flood <= 0.5)) {
            throw new IllegalArgumentException(
                    "A flood may cover 0 to 0.5 of the ground, but was to cover " + flood + ".");
        }
    }

    /** The scene that comes with the program: rolling farmland, three years apart, on two different grids. */
    public static SceneSettings sample(long seed, int width, int height) {
        Pass before = Pass.clear(
                ZonedDateTime.of(2021, 6, 6, 10, 4, 31, 0, ZoneOffset.UTC),
                new Atmosphere(0.22, List.of(1.0, 1.0, 1.0, 1.0), 0.02),
                0.35,
                0.3,
                new GroundPoint(0, 0));
        Pass after = Pass.clear(
                ZonedDateTime.of(2024, 6, 24, 9, 11, 8, 0, ZoneOffset.UTC),
                new Atmosphere(0.5, List.of(1.03, 0.985, 0.97, 1.025), 0.05),
                0.5,
                0.55,
                new GroundPoint(1.1, -0.8));
        return new SceneSettings(
                seed,
                width,
                height,
                4,
                5,
                3035,
                0.06,
                -0.05,
                0.96,
                true,
                true,
                false,
                0,
                LandscapeCharacter.centralEuropean(),
                before,
                after);
    }

    /** A flood: an optical image in June, and eighteen days later, under the same sky, another one and a radar picture. */
    public static SceneSettings flooded(long seed, int width, int height) {
        SceneSettings dry = sample(seed, width, height);
        ZonedDateTime later = dry.before.time().plusDays(18);
        Pass after = Pass.clear(
                later, new Atmosphere(0.3, List.of(1.01, 0.99, 0.98, 1.02), 0.03), 0.4, 0.9, new GroundPoint(0, 0));
        return new SceneSettings(
                seed,
                width,
                height,
                dry.pixelBefore,
                dry.pixelBefore,
                GROUND_EPSG,
                0,
                0,
                1,
                false,
                true,
                false,
                FLOODED,
                dry.character,
                dry.before,
                after);
    }

    /**
     * A scene drawn at random, for training: another country, season, light and pixel size for every seed. Both images lie on
     * the same grid.
     */
    public static SceneSettings varied(long seed, int width, int height) {
        SplittableRandom random = new SplittableRandom(PositionHash.mix(seed, 5));
        double pixel = StrictMath.exp(random.nextDouble(StrictMath.log(0.5), StrictMath.log(10)));
        Pass before = Pass.varied(2015 + random.nextInt(6), pixel, random);
        Pass after = Pass.varied(2021 + random.nextInt(5), pixel, random);
        return new SceneSettings(
                seed,
                width,
                height,
                pixel,
                pixel,
                GROUND_EPSG,
                0,
                0,
                1,
                false,
                false,
                random.nextBoolean(),
                0,
                LandscapeCharacter.varied(random, Math.max(width, height) * pixel),
                before,
                after);
    }
}
