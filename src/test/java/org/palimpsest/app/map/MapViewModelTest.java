package org.palimpsest.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.raster.Crs;

class MapViewModelTest {
    private static MapViewModel map(String crs, double x, double y, double width) throws Exception {
        MapViewModel map = new MapViewModel();
        Crs system = Crs.parse(crs);
        map.crsProperty().set(Optional.of(system));
        map.toDegreesProperty().set(Optional.of(system.mapTo(Crs.longitudeLatitude())));
        map.showWithoutHistory(new MapExtent(x - width / 2, y - width / 2, x + width / 2, y + width / 2));
        return map;
    }

    /** A degree of longitude on WGS 84 is 111.320 km at the equator and 55.800 km at 60 degrees. */
    @Test
    void scale_inDegrees_isThatOfTheLatitudeInView() throws Exception {
        MapViewModel equator = map("EPSG:4326", 10, 0, 0.5);
        assertEquals(
                111_320 * equator.viewport().resolution(),
                equator.metresPerPixel().orElseThrow(),
                0.005 * 111_320);
        for (double width : new double[] {0.001, 1, 40}) {
            MapViewModel north = map("EPSG:4326", 10, 60, width);
            double expected = 55_800 * north.viewport().resolution();
            assertEquals(expected, north.metresPerPixel().orElseThrow(), 0.006 * expected, width + " degrees wide");
        }
    }

    /** Web Mercator at 60 degrees stretches by 2. */
    @Test
    void scale_inWebMercator_isOnTheGround() throws Exception {
        MapViewModel map = map("EPSG:3857", 1_000_000, 8_399_737.89, 5000);
        double expected = map.viewport().resolution() / 2;
        assertEquals(expected, map.metresPerPixel().orElseThrow(), 0.006 * expected);
    }

    @Test
    void north_isUp_inDegreesAndOnTheCentralMeridian() throws Exception {
        assertEquals(0, map("EPSG:4326", 10, 60, 1).northDegrees().orElseThrow(), 1e-6);
        assertEquals(
                0, map("EPSG:32633", 500_000, 6_000_000, 1000).northDegrees().orElseThrow(), 1e-3);
    }

    /** Convergence of UTM is about (longitude - central meridian) * sin(latitude); east of it the grid leans east. */
    @Test
    void north_leansAgainstTheConvergenceOfTheGrid() throws Exception {
        Crs utm = Crs.parse("EPSG:32633");
        double[] place = {18, 60};
        Crs.longitudeLatitude().mapTo(utm).apply(place);
        double north =
                map("EPSG:32633", place[0], place[1], 1000).northDegrees().orElseThrow();
        assertEquals(-3 * Math.sin(Math.toRadians(60)), north, 0.02);
    }

    /** On the polar stereographic map of the north, whose meridian 45 W runs down, 45 E runs up to the pole. */
    @Test
    void north_turnsRound_onAPolarMap() throws Exception {
        assertEquals(
                180,
                Math.abs(map("EPSG:3413", 0, 1_000_000, 1000).northDegrees().orElseThrow()),
                1e-3);
        assertEquals(90, map("EPSG:3413", -1_000_000, 0, 1000).northDegrees().orElseThrow(), 1e-3);
    }

    @Test
    void pictureWithoutGeoreference_hasNeither() {
        MapViewModel map = new MapViewModel();
        assertTrue(map.northDegrees().isEmpty());
        assertTrue(map.metresPerPixel().isEmpty());
    }
}
