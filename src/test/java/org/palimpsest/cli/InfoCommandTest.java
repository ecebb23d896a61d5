package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
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

    private static String file(String name) {
        return SharedData.get(TORTURE + name).toString();
    }
}
