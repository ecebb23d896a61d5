package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The models of light and sensors, against numbers worked out by hand. */
class PhysicsTest {
    @Test
    void sun_atNoonOfTheSummerSolstice_standsInTheSouth_at90MinusLatitudePlus23Degrees() {
        Sun sun = Sun.over(15, 48.7, ZonedDateTime.of(2024, 6, 21, 11, 0, 0, 0, ZoneOffset.UTC));
        assertEquals(90 - 48.7 + 23.45, Math.toDegrees(sun.elevation()), 0.1);
        assertEquals(180, Math.abs(Math.toDegrees(sun.azimuth())), 0.1);
    }

    @Test
    void shadow_ofATenMetreWall_isTenMetresLong_underASunOf45Degrees() {
        GroundCanvas canvas = new GroundCanvas(new GroundExtent(0, 0, 60, 4), 1);
        canvas.paint(canvas.index(30, 2), LandCover.BUILDING, Spectra.CONCRETE, 10);
        ShadowCaster shadows = new ShadowCaster(canvas, new Sun(Math.PI / 2, Math.PI / 4));
        assertEquals(0, shadows.reaching(21, 2), 1e-9);
        assertEquals(1, shadows.reaching(19, 2), 1e-9);
        assertEquals(1, shadows.reaching(31, 2), 1e-9);
    }

    @Test
    void obliqueView_movesARoof_byItsHeightTimesTheLean_andLeavesTheGround() {
        GroundCanvas canvas = new GroundCanvas(new GroundExtent(0, 0, 60, 5), 1);
        for (int column = 0; column < 60; column++) {
            for (int row = 0; row < 5; row++) {
                boolean tower = column >= 20 && column < 24;
                LandCover cover = tower ? LandCover.BUILDING : LandCover.FIELD;
                Spectrum colour = tower ? Spectra.LIMESTONE : Spectra.ASPHALT;
                canvas.paint(canvas.index(column, row), cover, colour, tower ? 20 : 0);
            }
        }
        new ObliqueView(0.5, 0).draw(canvas);
        float roof = (float) Spectra.LIMESTONE.red();
        float ground = (float) Spectra.ASPHALT.red();
        // The roof's far edge, 20 m high, is drawn 10 m further east.
        assertEquals(roof, canvas.band(2)[canvas.index(33, 2)], 1e-6);
        assertEquals(ground, canvas.band(2)[canvas.index(34, 2)], 1e-6);
        assertEquals(ground, canvas.band(2)[canvas.index(10, 2)], 1e-6);
        // Between foot and roof the wall is seen, darker than the roof.
        assertTrue(canvas.band(2)[canvas.index(26, 2)] < roof);
        assertEquals(LandCover.BUILDING, canvas.cover(canvas.index(22, 2)));
    }

    @Test
    void clouds_coverAboutTheShareAskedFor_andShadeTheGroundBesideThem() {
        GroundCanvas canvas = new GroundCanvas(new GroundExtent(0, 0, 12_000, 12_000), 30);
        for (int band = 0; band < Spectrum.BANDS; band++) {
            Arrays.fill(canvas.band(band), 0.1f);
        }
        new CloudField(0.3, 700, 4).cover(canvas, new Sun(Math.PI * 0.8, Math.toRadians(50)));
        int bright = 0;
        int shaded = 0;
        for (float value : canvas.band(0)) {
            bright += value > 0.3 ? 1 : 0;
            shaded += value < 0.08 ? 1 : 0;
        }
        double cells = (double) canvas.width() * canvas.height();
        assertEquals(0.3, bright / cells, 0.1);
        assertTrue(shaded / cells > 0.05, "shaded " + shaded / cells);
    }

    @Test
    void speckle_hasMeanOne_andVarianceOneOverLooks() {
        SpeckleModel speckle = new SpeckleModel(4);
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            double factor = speckle.factor(random);
            sum += factor;
            squares += factor * factor;
        }
        double mean = sum / count;
        assertEquals(1, mean, 0.01);
        assertEquals(0.25, squares / count - mean * mean, 0.01);
    }

    @Test
    void roofFacingTheSun_isBrighterThanTheOther() {
        GroundCanvas canvas = new GroundCanvas(new GroundExtent(0, 0, 40, 40), 1);
        OrientedRectangle footprint = new OrientedRectangle(new GroundPoint(20, 20), new GroundPoint(1, 0), 20, 12);
        Building house = new Building(footprint, 5, 4, RoofMaterial.SLATE, Lifetime.LASTING);
        new BuildingPainter(canvas, 1).paint(house);
        GroundExtent extent = new GroundExtent(0, 0, 400, 400);
        Terrain flat = new Terrain(
                new LandscapeCharacter(0, 0, 0, 1, 0, 1, 0, 0, 0, 0, false, false, false),
                extent,
                Optional.empty(),
                Optional.empty(),
                1);
        new Illumination(new Sun(Math.PI, Math.toRadians(40)), 0).light(canvas, flat);
        float south = canvas.band(2)[canvas.index(20, 23)];
        float north = canvas.band(2)[canvas.index(20, 16)];
        assertTrue(south > 1.5 * north, south + " against " + north);
    }

    @Test
    void crops_greenUpAndRipen_asTheYearGoes() {
        assertTrue(Crop.WINTER_WHEAT.green(140) > 0.8);
        assertTrue(Crop.WINTER_WHEAT.dry(205) > 0.5);
        assertTrue(Crop.MAIZE.green(130) < 0.1);
        assertTrue(Crop.MAIZE.green(220) > 0.8);
        assertEquals(1, Crop.RAPESEED.flowering(125), 1e-9);
        assertEquals(0, Crop.RAPESEED.flowering(170), 1e-9);
    }

    @Test
    void overlongScenes_areRefused_withTheLimit() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SceneSettings.sample(1, 9000, 100));
        assertTrue(String.valueOf(refused.getMessage()).contains("64 to 8192"));
    }
}
