package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

/** Odd and damaged TIFF files: each opens as GDAL says, pixel for pixel, or ends in one clear sentence. */
class TortureTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Files that GDAL 3.6 describes otherwise than GDAL 3.7 and this program do. */
    private static final Set<String> SIGNED_BYTES = Set.of("twelvemonkeys/signed-integral-8bit.tif");

    @TestFactory
    Stream<DynamicTest> everyFileOfTheManifest() throws Exception {
        Path folder = SharedData.get("data/torture");
        List<DynamicTest> tests = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(folder.resolve("manifest.json"))) {
            for (JsonElement element : JsonParser.parseReader(reader).getAsJsonArray()) {
                JsonObject expected = element.getAsJsonObject();
                String name = expected.get("file").getAsString();
                tests.add(DynamicTest.dynamicTest(
                        name,
                        () -> assertTimeoutPreemptively(LIMIT, () -> check(folder.resolve(name), name, expected))));
            }
        }
        return tests.stream();
    }

    private static void check(Path file, String name, JsonObject expected) throws Exception {
        if (!expected.get("opens").getAsBoolean() || hasDamage(expected)) {
            BadInputException problem = assertThrows(BadInputException.class, () -> {
                try (Raster raster = Rasters.open(file.toString())) {
                    BandChecksum.all((StoredRaster) raster);
                }
            });
            assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
            assertFalse(problem.getMessage().contains("Exception"), problem.getMessage());
            return;
        }
        try (Raster raster = Rasters.open(file.toString())) {
            Grid grid = raster.grid();
            assertEquals(expected.get("width").getAsInt(), grid.width());
            assertEquals(expected.get("height").getAsInt(), grid.height());
            List<Band> bands = ((StoredRaster) raster).storedBands();
            assertEquals(expected.get("bands").getAsInt(), bands.size());
            if (!SIGNED_BYTES.contains(name)) {
                assertEquals(
                        expected.get("types").getAsJsonArray().get(0).getAsString(),
                        bands.get(0).type().gdalName());
            }
            assertNodata(expected.get("nodata"), bands.get(0));
            assertPlace(expected, grid);
            assertEquals(expected.get("overviews").getAsInt(), raster.levels().size() - 1, "overviews");
            if (expected.get("gcps").getAsInt() > 0) {
                assertEquals(expected.get("gcps").getAsInt(), raster.facts().controlPoints());
            }
            List<Integer> checksums = new ArrayList<>();
            expected.get("checksums").getAsJsonArray().forEach(checksum -> checksums.add(checksum.getAsInt()));
            assertEquals(checksums, BandChecksum.all((StoredRaster) raster), "checksums");
            int[] all = new int[raster.bands().size()];
            java.util.Arrays.setAll(all, i -> i);
            for (int level = 0; level < raster.levels().size(); level++) {
                Grid size = raster.levels().get(level);
                raster.read(level, new Window(0, 0, Math.min(300, size.width()), Math.min(300, size.height())), all);
            }
        }
    }

    private static boolean hasDamage(JsonObject expected) {
        return expected.get("checksums").getAsJsonArray().get(0).getAsInt() < 0;
    }

    private static void assertNodata(JsonElement expected, Band band) {
        if (expected.isJsonNull()) {
            assertTrue(band.nodata().isEmpty(), "nodata");
            return;
        }
        String text = expected.getAsString();
        double value = text.equals("NaN") ? Double.NaN : Double.parseDouble(text);
        assertEquals((float) value, (float) band.nodata().orElseThrow(), "nodata");
    }

    private static void assertPlace(JsonObject expected, Grid grid) {
        if (expected.get("geotransform").isJsonNull()) {
            assertEquals(GeoTransform.PIXELS, grid.transform());
        } else {
            JsonArray n = expected.get("geotransform").getAsJsonArray();
            GeoTransform t = grid.transform();
            double[] ours = {t.originX(), t.xPerColumn(), t.xPerRow(), t.originY(), t.yPerColumn(), t.yPerRow()};
            for (int i = 0; i < 6; i++) {
                double value = n.get(i).getAsDouble();
                assertEquals(value, ours[i], 1e-9 * Math.max(1e-3, Math.abs(value)), "geotransform " + i);
            }
        }
        assertEquals(expected.get("crs").getAsBoolean(), grid.crs().isPresent(), "has a CRS");
        if (!expected.get("crs_id").isJsonNull()) {
            assertEquals(
                    expected.get("crs_id").getAsString(),
                    grid.crs().orElseThrow().code().orElse("none"));
        }
    }
}
