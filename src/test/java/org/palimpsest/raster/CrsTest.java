package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;

class CrsTest {
    /** Coordinates are those of PROJ 9. */
    @ParameterizedTest
    @CsvSource({
        "EPSG:32633, 15, 52, 500000, 5761038.212",
        "EPSG:3857, 10, 50, 1113194.908, 6446275.841",
        "EPSG:2154, 3, 46.5, 700000, 6600000",
        "EPSG:3031, 90, -75, 1638783.238, 0",
    })
    void coordinatesAreInTheOrderXThenY(String code, double longitude, double latitude, double x, double y)
            throws Exception {
        double[] point = {longitude, latitude};
        Crs.longitudeLatitude().mapTo(Crs.parse(code)).apply(point);
        assertEquals(x, point[0], 0.01);
        assertEquals(y, point[1], 0.01);
    }

    @Test
    void aPointWithoutAnImageDoesNotSpoilTheOthers() throws Exception {
        double[] points = {15, 52, Double.NaN, 5, 16, 52};
        Crs.longitudeLatitude().mapTo(Crs.parse("EPSG:32633")).apply(points);
        assertEquals(500000, points[0], 0.01);
        assertTrue(Double.isNaN(points[2]));
        assertTrue(points[4] > 560000);
    }

    @Test
    void polarSystemsHaveWellKnownTextToo() throws Exception {
        assertTrue(Crs.parse("EPSG:3413").wkt().startsWith("PROJCS["));
    }

    @Test
    void aCodeIsKeptAsItWasGiven() throws Exception {
        assertEquals(Optional.of("EPSG:5514"), Crs.parse("epsg:5514").code());
    }

    @Test
    void whatIsNotKnownIsOneSentence() {
        BadInputException problem = assertThrows(BadInputException.class, () -> Crs.parse("EPSG:1"));
        assertFalse(problem.getMessage().contains("Exception"), problem.getMessage());
    }

    @Test
    void definitionsThatPutNorthFirstAreReadWithEastFirst() throws Exception {
        Crs geographic = Crs.parse("GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
                + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AXIS[\"Latitude\",NORTH],"
                + "AXIS[\"Longitude\",EAST]]");
        double[] point = {12, 33};
        geographic.mapTo(Crs.parse("EPSG:4326")).apply(point);
        assertEquals(12, point[0], 1e-9);
        assertEquals(33, point[1], 1e-9);
    }

    @Test
    void aSystemWithHeightsIsItsHorizontalPart() throws Exception {
        Crs compound = Crs.parse(
                "COMPD_CS[\"with heights\"," + Crs.parse("EPSG:25833").wkt()
                        + ",VERT_CS[\"DHHN92 height\",VERT_DATUM[\"DHHN92\",2005],UNIT[\"metre\",1],AXIS[\"Gravity-related height\",UP]]]");
        assertTrue(compound.sameAs(Crs.parse("EPSG:25833")));
    }
}
