package org.palimpsest.sample;

import java.util.Optional;
import java.util.SplittableRandom;
import org.palimpsest.sample.TownCharacter.Form;

/** A town on two dates, drawn at random: both images on one grid, under different suns and skies, and what changed. */
final class TownScene {
    private static final GroundPoint CENTRE = new GroundPoint(476_400, 5_411_600);
    private static final double LONGITUDE = 14.68;
    private static final double LATITUDE = 48.85;
    private static final double MARGIN_PIXELS = 24;
    /** Finer cells than this cost time and show nothing more. */
    private static final double LEAST_CELL = 0.3;

    private static final double MOST_POINTING_METRES = 5;

    private final long seed;
    private final SplittableRandom random;
    private final TownCharacter town;
    private final double pixel;
    private final ImageGrid grid;

    /**
     * Draws a town.
     *
     * @param side width and height in pixels
     */
    TownScene(long seed, int side) {
        this.seed = seed;
        random = new SplittableRandom(PositionHash.mix(seed, 6));
        double kind = random.nextDouble();
        town = kind < 0.3
                ? TownCharacter.newDistrict(random)
                : kind < 0.5
                        ? TownCharacter.suburb(random)
                        : kind < 0.7 ? TownCharacter.struck(random) : TownCharacter.city(random);
        double[] sizes =
                switch (town.form()) {
                    case DISTRICT -> new double[] {0.35, 1.6};
                    case SUBURB -> new double[] {0.3, 0.9};
                    case CITY -> new double[] {5, 13};
                };
        pixel = StrictMath.exp(random.nextDouble(StrictMath.log(sizes[0]), StrictMath.log(sizes[1])));
        double half = side * pixel / 2;
        grid = new ImageGrid(SceneSettings.GROUND_EPSG, CENTRE.x() - half, CENTRE.y() + half, pixel, side, side);
    }

    /** Tells whether both images are of one camera and look much alike where nothing changed, as a satellite's do. */
    boolean sameCamera() {
        return new SplittableRandom(PositionHash.mix(seed, 7)).nextDouble() < (town.form() == Form.CITY ? 0.75 : 0.25);
    }

    /** Draws the scene. */
    InventedPair generate() {
        Pass before = pass(2015 + random.nextInt(6));
        Pass after = pass(2021 + random.nextInt(5));
        boolean reversed = town.damage() == 0 && town.flood() == 0 && random.nextDouble() < 0.3;
        TownPlan plan = new TownPlan(town, CENTRE, seed);
        TownGround ground = new TownGround(town, CENTRE, seed);
        OpticalImage first = observe(plan, ground, reversed ? Epoch.AFTER : Epoch.BEFORE, before, 1);
        OpticalImage second = observe(plan, ground, reversed ? Epoch.BEFORE : Epoch.AFTER, after, 2);
        return new InventedPair(first, second, new TownTruth(plan, ground).judge(grid));
    }

    private Pass pass(int year) {
        Pass pass = Pass.varied(year, pixel, random);
        double wrong = Math.min(MOST_POINTING_METRES, (town.form() == Form.CITY ? 0.35 : 1.5) * pixel);
        GroundPoint pointing = new GroundPoint(wrong * random.nextDouble(-1, 1), wrong * random.nextDouble(-1, 1));
        // Satellites of 10 metres look straight down; the others lean by up to the height of a house for two.
        double lean = town.form() == Form.CITY ? 0.05 : 0.45;
        ObliqueView view = new ObliqueView(lean * random.nextDouble(-1, 1), lean * random.nextDouble(-1, 1));
        return new Pass(pass.time(), pass.atmosphere(), pass.dryness(), pass.turbidity(), pointing, view, 0);
    }

    /** Gentle hills: towns stand on little else, and shade them alike on both dates. */
    private Terrain terrain(GroundExtent extent) {
        double relief = town.form() == Form.CITY ? 90 * PositionHash.unit(seed, 8) : 0;
        LandscapeCharacter hills =
                new LandscapeCharacter(relief, 0, 0, 1, 0, 1, 0, town.aridity(), 1, 0, false, false, false);
        return new Terrain(hills, extent, Optional.empty(), Optional.empty(), seed);
    }

    private OpticalImage observe(TownPlan plan, TownGround ground, Epoch epoch, Pass pass, int number) {
        double margin = MARGIN_PIXELS * pixel;
        double right = grid.west() + grid.width() * pixel;
        double bottom = grid.north() - grid.height() * pixel;
        GroundExtent extent = new GroundExtent(grid.west(), bottom, right, grid.north()).grown(margin);
        GroundCanvas canvas = new GroundCanvas(extent, Math.max(LEAST_CELL, pixel / 2));
        new TownPainter(plan, ground, epoch, pass.season(), seed).paint(canvas);
        Sun sun = Sun.over(LONGITUDE, LATITUDE, pass.time());
        new Illumination(sun, pass.atmosphere().haze()).light(canvas, terrain(extent));
        pass.view().draw(canvas);
        return new OpticalSensor(
                        pass.atmosphere(),
                        Swath.everything(),
                        pass.pointingError(),
                        PositionHash.mix(seed, 100 + number))
                .observe(canvas, grid, new GridToGround(grid, SceneSettings.GROUND_EPSG));
    }
}
