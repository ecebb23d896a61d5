package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;

class InfoCommandTest {
    private static final String TORTURE = "data/torture/";

    @Test
    void jsonHoldsWhatGdalSays() {
        ShellRun run = ShellRun.of("info", "--json", "--checksum", file("derived/i16_negative_nodata.tif"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonObject info =
                JsonParser.parseString(run.out()).getAsJsonArray().get(0).getAsJsonObject();
        assertEquals(200, info.get("width").getAsInt());
        assertEquals("EPSG:4326", info.getAsJsonObject("crs").get("code").getAsString());
        JsonObject band = info.getAsJsonArray("bands").get(3).getAsJsonObject();
        assertEquals("Int16", band.get("type").getAsString());
        assertEquals(-32768, band.get("nodata").getAsInt());
        assertEquals(39697, band.get("checksum").getAsInt());
    }

    /** GDAL's statistics of the same band, read exactly, leave out the same nodata. */
    @ParameterizedTest
    @ValueSource(strings = {"derived/i16_negative_nodata.tif", "derived/u16_cog_overviews.tif"})
    void statistics_areThoseOfGdal(String name) throws Exception {
        ShellRun run = ShellRun.of("info", "--json", "--stats", file(name));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonArray bands = JsonParser.parseString(run.out())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("bands");
        JsonArray judged = JsonParser.parseString(GdalTools.run("gdalinfo", "-json", "-stats", file(name)))
                .getAsJsonObject()
                .getAsJsonArray("bands");
        for (int i = 0; i < bands.size(); i++) {
            JsonObject found = bands.get(i).getAsJsonObject().getAsJsonObject("statistics");
            JsonObject expected =
                    judged.get(i).getAsJsonObject().getAsJsonObject("metadata").getAsJsonObject("");
            assertEquals(number(expected, "MINIMUM"), found.get("min").getAsDouble());
            assertEquals(number(expected, "MAXIMUM"), found.get("max").getAsDouble());
            assertEquals(number(expected, "MEAN"), found.get("mean").getAsDouble(), 1e-3);
            assertEquals(
                    number(expected, "STDDEV"), found.get("standardDeviation").getAsDouble(), 1e-3);
            assertEquals(
                    number(expected, "VALID_PERCENT"),
                    100 * found.get("validShare").getAsDouble(),
                    0.01);
        }
        assertTrue(ShellRun.of("info", "--stats", file(name)).out().contains("standard deviation"));
    }

    private static double number(JsonObject metadata, String name) {
        return metadata.get("STATISTICS_" + name).getAsDouble();
    }

    @Test
    void nodataThatJsonHasNoNumberForIsText() {
        ShellRun run = ShellRun.of("info", "--json", file("imageio-ext/float32_neg_infinity_nodata.tif"));
        assertTrue(run.out().contains("\"nodata\": \"-Infinity\""), run.out());
    }

    @Test
    void oddGridsAreNamed() {
        assertTrue(ShellRun.of("info", file("derived/u16_rotated30.tif")).out().contains("rotated"));
        assertTrue(ShellRun.of("info", file("derived/u16_south_up.tif")).out().contains("south up"));
        assertTrue(ShellRun.of("info", file("derived/u16_gcp_only.tif")).out().contains("5 ground control points"));
        assertTrue(ShellRun.of("info", file("derived/u16_no_georeference.tif"))
                .out()
                .contains("not say where it lies"));
    }

    @Test
    void aDamagedFileIsOneSentenceAndTheOthersAreDescribed() {
        ShellRun run = ShellRun.of("info", file("derived/bad_truncated_60pct.tif"), file("derived/u16_1x1.tif"));
        assertTrue(run.complaint().contains("cut off"), run.err());
        assertTrue(run.out().contains("1 x 1 pixels"), run.out());
    }

    @Test
    void oneOrTwoFiles_areToldTheirSensors_andAPairItsDetectors() {
        String optical = "sample-data/before.tif";
        String radar = "sample-data/radar.tif";
        String one = ShellRun.of("info", radar).out();
        assertTrue(one.contains("sensor    radar: even places vary by"), one);
        String pair = ShellRun.of("info", optical, radar).out();
        assertTrue(pair.contains("sensor    optical: 4 bands, and even places vary by"), pair);
        assertTrue(pair.stripTrailing().endsWith("try image-regression, patch-graph, maskucd, deep-features."), pair);
        JsonObject json = JsonParser.parseString(
                        ShellRun.of("info", "--json", optical, radar).out())
                .getAsJsonArray()
                .get(1)
                .getAsJsonObject();
        assertEquals("radar", json.get("sensor").getAsString());
        assertTrue(json.get("graininess").getAsDouble() > 0.18);
        assertTrue(JsonParser.parseString(
                        ShellRun.of("info", "--json", optical, radar, optical).out())
                .getAsJsonArray()
                .get(1)
                .getAsJsonObject()
                .get("sensor")
                .isJsonNull());
    }

    private static String file(String name) {
        return SharedData.get(TORTURE + name).toString();
    }
}
