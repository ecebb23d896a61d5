package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;

/** Systems that GDAL writes in the second version of well-known text, and where gdaltransform puts a point of each. */
class WellKnownText2Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:32633",
                "ESRI:102001",
                "+proj=utm +zone=33 +datum=WGS84",
                "+proj=lcc +lat_1=46 +lat_2=49 +lat_0=47.5 +lon_0=13.3333 +x_0=400000 +y_0=400000 +datum=WGS84",
                "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=WGS84 +datum=WGS84",
                "+proj=aea +lat_1=43 +lat_2=62 +lat_0=30 +lon_0=10 +datum=WGS84 +units=us-ft",
                "+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=500000 +datum=WGS84 +units=km",
                "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +datum=WGS84",
                "+proj=longlat +datum=WGS84",
            })
    void pointsLieWhereGdalPutsThem(String system) throws Exception {
        String text = GdalTools.run("gdalsrsinfo", "-o", "wkt2_2019", "--single-line", system);
        String wanted = GdalTools.runWithInput(
                "12.5 48.25\n", "gdaltransform", "-s_srs", "EPSG:4326", "-t_srs", system, "-output_xy");
        double[] point = {12.5, 48.25};
        Crs.longitudeLatitude().mapTo(Crs.parse(text)).apply(point);
        String[] numbers = wanted.trim().split(" ");
        assertEquals(Double.parseDouble(numbers[0]), point[0], 0.02);
        assertEquals(Double.parseDouble(numbers[1]), point[1], 0.02);
    }

    @Test
    void textsThatAreCutOffOrNoSystem_areRefused() {
        for (String text : new String[] {
            "PROJCRS[", "PROJCRS[\"a\"]", "GEOGCRS[\"a\",DATUM[\"b\"]]", "GEOGCRS[\"a\"]x", "PROJCRS[".repeat(100)
        }) {
            assertThrows(BadInputException.class, () -> Crs.parse(text), text);
        }
    }
}
