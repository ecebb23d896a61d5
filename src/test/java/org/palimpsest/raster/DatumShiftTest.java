package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatumShiftTest {
    /** Longitude and latitude as gdaltransform (GDAL 3.6.2, PROJ 9.1.1 without grids) gives them; within half a metre. */
    @ParameterizedTest
    @CsvSource({
        "EPSG:4267, -100, 40, -100.0004156, 39.9999969",
        "EPSG:4277, -1.5, 52, -1.5014684, 52.0004321",
        "EPSG:28992, 155000, 463000, 5.3872035, 52.1551723",
        "EPSG:4283, 145, -37, 145, -37",
    })
    void theWayOfTheRegionIsTaken(String system, double x, double y, double longitude, double latitude)
            throws Exception {
        double[] point = {x, y};
        Crs.parse(system).mapTo(Crs.longitudeLatitude()).apply(point);
        assertEquals(longitude, point[0], 5e-6);
        assertEquals(latitude, point[1], 5e-6);
        Crs.longitudeLatitude().mapTo(Crs.parse(system)).apply(point);
        double unit = Crs.parse(system).isGeographic() ? 1e-5 : 1;
        assertEquals(x, point[0], 0.1 * unit);
        assertEquals(y, point[1], 0.1 * unit);
    }

    @Test
    void missingGridsAreNamedWithTheirAccuracy_whereItMatters() throws Exception {
        Crs britain = Crs.parse("EPSG:27700");
        String warning =
                britain.datumWarning(Crs.longitudeLatitude(), 0.5).orElseThrow().message();
        assertTrue(warning.contains("known to 2 m only (OSGB36 to WGS 84 (6))"), warning);
        assertTrue(warning.contains("OSTN15_NTv2_OSGBtoETRS.gsb (1 m)"), warning);
        assertEquals(Optional.empty(), britain.datumWarning(Crs.longitudeLatitude(), 5));
        String back =
                Crs.parse("EPSG:32630").datumWarning(britain, 0.5).orElseThrow().message();
        assertTrue(back.contains("OSTN15_NTv2_OSGBtoETRS.gsb (1 m)"), back);
    }

    @Test
    void anUnknownChangeOfDatum_isSaid_andOneDatumNeedsNone() throws Exception {
        String warning = Crs.parse("ESRI:102008")
                .datumWarning(Crs.longitudeLatitude(), 1000)
                .orElseThrow()
                .message();
        assertTrue(warning.contains("taken for one"), warning);
        assertEquals(Optional.empty(), Crs.parse("EPSG:32633").datumWarning(Crs.longitudeLatitude(), 0));
    }
}
