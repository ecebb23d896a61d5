package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
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
                new LandscapeCharacter(0, 0, 0, 1, 0, 1, 0, false, false, false),
                extent,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
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
