package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

class GeoTiffWriterTest {
    @TempDir
    Path folder;

    @Test
    void mask_opensInGdal_withItsNodataColoursOverviewsAndCrs() throws Exception {
        Grid grid = new Grid(1000, 700, GeoTransform.northUp(500000, 5200000, 10, 10), crs("EPSG:32633"));
        Path file = folder.resolve("mask.tif");
        byte[] mask = randomMask(grid, 1);
        writeInWindows(file, grid, mask, 256, 256, 2);

        JsonObject info = info(file);
        JsonObject band = info.getAsJsonArray("bands").get(0).getAsJsonObject();
        assertEquals("Byte", band.get("type").getAsString());
        assertEquals(255, band.get("noDataValue").getAsDouble());
        assertEquals("Palette", band.get("colorInterpretation").getAsString());
        assertEquals("change", band.get("description").getAsString());
        assertEquals("[256,256]", band.get("block").toString());
        assertEquals("[{\"size\":[500,350]},{\"size\":[250,175]}]", sizes(band.getAsJsonArray("overviews")));
        assertEquals(
                "[500000.0,10.0,0.0,5200000.0,0.0,-10.0]",
                info.get("geoTransform").toString());
        String wkt = info.getAsJsonObject("coordinateSystem").get("wkt").getAsString();
        assertTrue(wkt.contains("ID[\"EPSG\",32633]"), wkt);
        assertArrayEquals(mask, gdalBytes(file, 1));
    }

    @ParameterizedTest
    @CsvSource({"256, 256, 1", "100, 37, 2", "1000, 50, 3", "512, 512, 2", "1000, 700, 2"})
    void bytesOfTheFile_doNotDependOnWindowsOrThreads(int width, int height, int threads) throws Exception {
        Grid grid = new Grid(1000, 700, GeoTransform.northUp(10, 50, 0.001, 0.001), crs("EPSG:4326"));
        byte[] mask = randomMask(grid, 2);
        Path reference = folder.resolve("reference.tif");
        writeInWindows(reference, grid, mask, 256, 700, 1);
        Path file = folder.resolve("mask.tif");
        writeInWindows(file, grid, mask, width, height, threads);
        assertArrayEquals(Files.readAllBytes(reference), Files.readAllBytes(file));
    }

    @Test
    void score_keepsEveryFloat_andLeavesNanOutOfOverviewMeans() throws Exception {
        Grid grid = new Grid(300, 300, GeoTransform.northUp(0, 0, 2, 2), crs("EPSG:3857"));
        float[] score = new float[300 * 300];
        Random random = new Random(3);
        for (int i = 0; i < score.length; i++) {
            score[i] = random.nextInt(10) == 0 ? Float.NaN : random.nextFloat();
        }
        score[0] = 0.25f;
        score[1] = Float.NaN;
        score[300] = Float.NaN;
        score[301] = 0.75f;
        Path file = folder.resolve("score.tif");
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(file, grid, GeoTiffFormat.score().withTileSize(256))) {
            writer.write(grid.window(), score);
            writer.finish();
        }
        JsonObject band = info(file).getAsJsonArray("bands").get(0).getAsJsonObject();
        assertEquals("NaN", band.get("noDataValue").getAsString());
        float[] read = gdalFloats(file, 1);
        assertArrayEquals(score, read);
        assertEquals(0.5f, overview(file)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UINT8", "UINT16", "INT16", "FLOAT32"})
    void bandsOfAllTypes_readBackAsWritten(String type) throws Exception {
        SampleType sampleType = SampleType.valueOf(type);
        Grid grid = Grid.ofPixels(333, 211);
        float[][] bands = new float[4][333 * 211];
        Random random = new Random(4);
        for (float[] band : bands) {
            for (int i = 0; i < band.length; i++) {
                band[i] = sampleType == SampleType.FLOAT32 ? random.nextFloat() : random.nextInt(200);
            }
        }
        Path file = folder.resolve("image.tif");
        GeoTiffFormat format = GeoTiffFormat.image(
                        sampleType, List.of("red", "green", "blue", "a<b & c"), OptionalDouble.empty())
                .withTileSize(64);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), bands);
            writer.finish();
        }
        JsonObject info = info(file);
        assertFalse(info.has("coordinateSystem")
                && !info.getAsJsonObject("coordinateSystem")
                        .get("wkt")
                        .getAsString()
                        .isEmpty());
        assertFalse(info.has("geoTransform"));
        assertEquals(
                "a<b & c",
                info.getAsJsonArray("bands")
                        .get(3)
                        .getAsJsonObject()
                        .get("description")
                        .getAsString());
        for (int band = 0; band < 4; band++) {
            assertArrayEquals(bands[band], gdalFloats(file, band + 1));
        }
    }

    @Test
    void modeOfATie_keepsTheThinLineOfChange_andNodataOnlyWhereAllIsNodata() throws Exception {
        Grid grid = Grid.ofPixels(32, 32);
        byte[] mask = new byte[32 * 32];
        for (int y = 0; y < 32; y++) {
            mask[y * 32 + 6] = 1;
            mask[y * 32 + 20] = (byte) 255;
            mask[y * 32 + 22] = (byte) 255;
            mask[y * 32 + 23] = (byte) 255;
        }
        Path file = folder.resolve("mask.tif");
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(file, grid, GeoTiffFormat.mask().withTileSize(16))) {
            writer.write(grid.window(), mask);
            writer.finish();
        }
        float[] overview = overview(file);
        assertEquals(0, overview[2]);
        assertEquals(1, overview[3]);
        assertEquals(0, overview[10]);
        assertEquals(255, overview[11]);
    }

    @Test
    void bigTiff_hasTheSamePixels() throws Exception {
        Grid grid = new Grid(600, 600, GeoTransform.northUp(0, 0, 1, 1), crs("EPSG:32633"));
        byte[] mask = randomMask(grid, 5);
        Path file = folder.resolve("big.tif");
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(file, grid, GeoTiffFormat.mask().asBigTiff())) {
            writer.write(grid.window(), mask);
            writer.finish();
        }
        assertEquals(43, Files.readAllBytes(file)[2]);
        assertArrayEquals(mask, gdalBytes(file, 1));
        info(file);
    }

    @Test
    void rotatedAndSouthUpGrids_keepTheirTransform() throws Exception {
        for (GeoTransform transform :
                List.of(new GeoTransform(100, 8.66, 5, 200, 5, -8.66), new GeoTransform(100, 2, 0, 200, 0, 2))) {
            Grid grid = new Grid(20, 30, transform, crs("EPSG:32633"));
            Path file = folder.resolve("rotated.tif");
            try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, GeoTiffFormat.mask())) {
                writer.write(grid.window(), new byte[600]);
                writer.finish();
            }
            JsonArray read = info(file).getAsJsonArray("geoTransform");
            assertEquals(transform.originX(), read.get(0).getAsDouble());
            assertEquals(transform.xPerColumn(), read.get(1).getAsDouble());
            assertEquals(transform.xPerRow(), read.get(2).getAsDouble());
            assertEquals(transform.originY(), read.get(3).getAsDouble());
            assertEquals(transform.yPerColumn(), read.get(4).getAsDouble());
            assertEquals(transform.yPerRow(), read.get(5).getAsDouble());
        }
    }

    @Test
    void pixelsThatWereNeverWritten_areNodata() throws Exception {
        Grid grid = Grid.ofPixels(40, 40);
        Path file = folder.resolve("mask.tif");
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(file, grid, GeoTiffFormat.mask().withTileSize(16))) {
            writer.write(new Window(4, 4, 2, 2), new byte[4]);
            writer.finish();
        }
        byte[] read = gdalBytes(file, 1);
        assertEquals(0, read[4 * 40 + 4]);
        assertEquals((byte) 255, read[0]);
        assertEquals((byte) 255, read[39 * 40 + 39]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torture/derived/f32_custom_laea_nan_collar.tif",
                "torture/derived/f32_polar_stereographic_nodata-9999.tif",
                "torture/derived/u16_pixel_is_point.tif",
                "torture/derived/u16_bigendian_packbits.tif",
                "torture/derived/u16_bigtiff_tiled.tif",
                "torture/derived/u16_webmercator_nodata0.tif",
                "georeferenced/landsat-wu-taizhou/before.tif",
                "georeferenced/elevation-float32/dsm.tif"
            })
    void copiedKeys_giveGdalTheVerySameCrs(String source) throws Exception {
        Path original = SharedData.get("data/" + source);
        GeoKeys keys;
        try (Raster raster = Rasters.open(original.toString())) {
            keys = raster.geoKeys().orElseThrow();
        }
        Grid grid = new Grid(10, 10, GeoTransform.northUp(1000, 1000, 10, 10), Optional.empty());
        Path file = folder.resolve("copy.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, Optional.of(keys), GeoTiffFormat.mask(), 1)) {
            writer.write(grid.window(), new byte[100]);
            writer.finish();
        }
        assertEquals(wkt(original), wkt(file));
        JsonObject metadata = info(file).getAsJsonObject("metadata").getAsJsonObject("");
        assertEquals("Area", metadata.get("AREA_OR_POINT").getAsString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:4326", "EPSG:3035", "EPSG:2154", "EPSG:3413", "EPSG:27700", "EPSG:31467"})
    void epsgCodes_areStatedAsCodes(String code) throws Exception {
        String wkt = wkt(emptyMask(crs(code)));
        assertTrue(wkt.contains("ID[\"EPSG\"," + code.substring(5) + "]"), wkt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROJCS[\"mine\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
                        + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                        + "PARAMETER[\"latitude_of_origin\",1.5],PARAMETER[\"central_meridian\",7.25],"
                        + "PARAMETER[\"scale_factor\",0.9999],PARAMETER[\"false_easting\",12345],"
                        + "PARAMETER[\"false_northing\",-678],UNIT[\"metre\",1]]",
                "PROJCS[\"own Mollweide\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
                        + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Mollweide\"],"
                        + "PARAMETER[\"central_meridian\",11],PARAMETER[\"false_easting\",0],"
                        + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]"
            })
    void systemsWithoutCode_putAPointWhereTheDefinitionPutsIt(String definition) throws Exception {
        Path file = emptyMask(Optional.of(Crs.parse(definition)));
        double[] expected = gdalTransform(definition);
        double[] found = gdalTransform(wkt(file));
        assertArrayEquals(expected, found, 1e-6);
    }

    @Test
    void missingFolder_isOneClearSentence() {
        Path missing = folder.resolve("nowhere").resolve("mask.tif");
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> GeoTiffWriter.create(missing, Grid.ofPixels(10, 10), GeoTiffFormat.mask()));
        assertTrue(e.getMessage().contains("there is no folder"), e.getMessage());
    }

    @Test
    void closingWithoutFinish_leavesNothingBehind() throws Exception {
        Path file = folder.resolve("mask.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, Grid.ofPixels(100, 100), GeoTiffFormat.mask())) {
            writer.write(new Window(0, 0, 100, 50), new byte[5000]);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private Path emptyMask(Optional<Crs> crs) throws BadInputException {
        Grid grid = new Grid(10, 10, GeoTransform.northUp(10, 50, 0.001, 0.001), crs);
        Path file = folder.resolve("crs.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, GeoTiffFormat.mask())) {
            writer.finish();
        }
        return file;
    }

    private static Optional<Crs> crs(String code) throws BadInputException {
        return Optional.of(Crs.parse(code));
    }

    private static byte[] randomMask(Grid grid, int seed) {
        byte[] mask = new byte[Math.toIntExact(grid.pixels())];
        Random random = new Random(seed);
        for (int i = 0; i < mask.length; i++) {
            int draw = random.nextInt(10);
            mask[i] = (byte) (draw == 0 ? 255 : draw < 4 ? 1 : 0);
        }
        return mask;
    }

    private static void writeInWindows(Path file, Grid grid, byte[] mask, int width, int height, int threads)
            throws BadInputException {
        GeoTiffFormat format = GeoTiffFormat.mask().withTileSize(256);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, Optional.empty(), format, threads)) {
            for (int y = 0; y < grid.height(); y += height) {
                for (int x = 0; x < grid.width(); x += width) {
                    Window window =
                            new Window(x, y, Math.min(width, grid.width() - x), Math.min(height, grid.height() - y));
                    byte[] part = new byte[(int) window.pixels()];
                    for (int row = 0; row < window.height(); row++) {
                        System.arraycopy(
                                mask, (y + row) * grid.width() + x, part, row * window.width(), window.width());
                    }
                    writer.write(window, part);
                }
            }
            writer.finish();
        }
    }

    private static JsonObject info(Path file) throws IOException, InterruptedException {
        String json = GdalTools.run("gdalinfo", "-json", "-checksum", file);
        return JsonParser.parseString(json.replaceAll("\"noDataValue\":\\s*nan", "\"noDataValue\":\"NaN\"")
                        .replaceAll(":\\s*nan", ":\"NaN\""))
                .getAsJsonObject();
    }

    private static String wkt(Path file) throws IOException, InterruptedException {
        return info(file).getAsJsonObject("coordinateSystem").get("wkt").getAsString();
    }

    private double[] gdalTransform(String wkt) throws IOException, InterruptedException {
        Path definition = folder.resolve("definition.wkt");
        Files.writeString(definition, wkt);
        String out = GdalTools.runWithInput(
                "9.5 48.25", "gdaltransform", "-s_srs", "EPSG:4326", "-t_srs", definition, "-output_xy");
        String[] parts = out.trim().split(" ");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    private static String sizes(JsonArray overviews) {
        JsonArray sizes = new JsonArray();
        overviews.forEach(overview -> {
            JsonObject size = new JsonObject();
            size.add("size", overview.getAsJsonObject().get("size"));
            sizes.add(size);
        });
        return sizes.toString();
    }

    private byte[] gdalBytes(Path file, int band) throws IOException, InterruptedException {
        Path raw = folder.resolve("raw.bin");
        GdalTools.run("gdal_translate", "-q", "-of", "ENVI", "-b", band, "-ot", "Byte", file, raw);
        return Files.readAllBytes(raw);
    }

    private float[] gdalFloats(Path file, int band) throws IOException, InterruptedException {
        Path raw = folder.resolve("raw.bin");
        GdalTools.run("gdal_translate", "-q", "-of", "ENVI", "-b", band, "-ot", "Float32", file, raw);
        return floats(raw);
    }

    private float[] overview(Path file) throws IOException, InterruptedException {
        Path raw = folder.resolve("raw.bin");
        GdalTools.run("gdal_translate", "-q", "-of", "ENVI", "-oo", "OVERVIEW_LEVEL=0", "-ot", "Float32", file, raw);
        return floats(raw);
    }

    private static float[] floats(Path raw) throws IOException {
        java.nio.FloatBuffer buffer = java.nio.ByteBuffer.wrap(Files.readAllBytes(raw))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
