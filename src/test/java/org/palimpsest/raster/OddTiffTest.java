package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.GdalTools;

/** Rare ways of laying out a TIFF, made by GDAL on the spot: the same samples as GDAL reads back. */
class OddTiffTest {
    private static final Pattern CHECKSUM = Pattern.compile("Checksum=(-?\\d+)");
    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;

    @TempDir
    Path folder;

    /** A text file of numbers that differ in all their digits, as GDAL's VRT of three bands. */
    private Path source() throws Exception {
        StringBuilder grid = new StringBuilder(
                "ncols " + WIDTH + "\nnrows " + HEIGHT + "\nxllcorner 300000\nyllcorner 5000000\ncellsize 10\n");
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            grid.append((i * 7919L + 12345) % 16_000_000).append((i + 1) % WIDTH == 0 ? "\n" : " ");
        }
        Path text = Files.writeString(folder.resolve("numbers.asc"), grid);
        Path vrt = folder.resolve("numbers.vrt");
        GdalTools.run(
                "gdal_translate", "-q", "-of", "VRT", "-a_srs", "EPSG:32633", "-b", 1, "-b", 1, "-b", 1, text, vrt);
        return vrt;
    }

    @ParameterizedTest
    @CsvSource({
        "UInt32, 16777215, NBITS=24",
        "UInt32, 16777215, NBITS=24 ENDIANNESS=BIG",
        "UInt32, 16777215, NBITS=24 INTERLEAVE=BAND COMPRESS=LZW",
        "UInt32, 16777215, NBITS=24 INTERLEAVE=BAND ENDIANNESS=BIG",
        "UInt32, 1048575, NBITS=20 COMPRESS=DEFLATE",
        "UInt16, 4095, NBITS=12 COMPRESS=ZSTD TILED=YES BLOCKXSIZE=16 BLOCKYSIZE=16",
        "Byte, 7, NBITS=3 COMPRESS=PACKBITS",
        "Byte, 1, NBITS=1 INTERLEAVE=BAND BLOCKYSIZE=5",
        "CInt16, 32767, COMPRESS=LZW PREDICTOR=2 ENDIANNESS=BIG",
        "CInt32, 16000000, COMPRESS=DEFLATE PREDICTOR=2 ENDIANNESS=BIG",
        "CFloat32, 16000000, COMPRESS=DEFLATE PREDICTOR=2 ENDIANNESS=BIG INTERLEAVE=BAND",
        "CFloat64, 16000000, BIGTIFF=YES ENDIANNESS=BIG",
        "Float32, 60000, NBITS=16 COMPRESS=DEFLATE PREDICTOR=3",
        "Float64, 16000000, COMPRESS=ZSTD PREDICTOR=3 TILED=YES BLOCKXSIZE=16 BLOCKYSIZE=16",
        "Int64, 16000000, COMPRESS=LZW PREDICTOR=2",
        "UInt64, 16000000, COMPRESS=DEFLATE PREDICTOR=2 ENDIANNESS=BIG"
    })
    void samplesAreThoseThatGdalReads(String type, String largest, String options) throws Exception {
        Path tif = folder.resolve("odd.tif");
        List<Object> arguments = new ArrayList<>(List.of("-q", "-ot", type, "-scale", "0", "16000000", "0", largest));
        for (String option : options.split(" ")) {
            arguments.addAll(List.of("-co", option));
        }
        arguments.add(source());
        arguments.add(tif);
        GdalTools.run("gdal_translate", arguments.toArray());
        List<Integer> expected = new ArrayList<>();
        Matcher checksum = CHECKSUM.matcher(GdalTools.run("gdalinfo", "-checksum", tif));
        while (checksum.find()) {
            expected.add(Integer.valueOf(checksum.group(1)));
        }
        try (Raster raster = Rasters.open(tif.toString())) {
            assertTrue(raster.facts().format().contains("TIFF"), "read by our own reader");
            assertEquals(expected, BandChecksum.all((StoredRaster) raster));
        }
    }

    @Test
    void nodataOfMoreThan24BitsIsToldFromItsNeighbours() throws Exception {
        Path tif = folder.resolve("odd.tif");
        // The third number of the source; floats of 32 bits cannot tell 4294967295 from 4294967294.
        GdalTools.run(
                "gdal_translate",
                "-q",
                "-ot",
                "UInt32",
                "-b",
                1,
                "-scale",
                28183,
                28184,
                4294967295L,
                4294967295L,
                "-srcwin",
                2,
                0,
                4,
                4,
                "-a_nodata",
                4294967295L,
                source(),
                tif);
        GdalTools.run("gdalinfo", tif);
        try (Raster raster = Rasters.open(tif.toString())) {
            assertEquals(0, raster.read(raster.grid().window(), new int[] {0}).validPixels());
        }
        GdalTools.run(
                "gdal_translate",
                "-q",
                "-ot",
                "UInt32",
                "-b",
                1,
                "-scale",
                28183,
                28184,
                4294967294L,
                4294967294L,
                "-srcwin",
                2,
                0,
                4,
                4,
                "-a_nodata",
                4294967295L,
                source(),
                tif);
        try (Raster raster = Rasters.open(tif.toString())) {
            assertEquals(16, raster.read(raster.grid().window(), new int[] {0}).validPixels());
        }
    }

    @Test
    void namesWithMarkupComeBackAsTheyWere() throws Exception {
        Path vrt = source();
        Files.writeString(
                vrt,
                Files.readString(vrt)
                        .replaceFirst(
                                "(<VRTRasterBand[^>]*>)", "$1<Description>nir &lt;b&gt; &amp; \"red\"</Description>"));
        Path tif = folder.resolve("odd.tif");
        GdalTools.run("gdal_translate", "-q", vrt, tif);
        try (Raster raster = Rasters.open(tif.toString())) {
            assertEquals("nir <b> & \"red\"", raster.bands().get(0).name());
        }
    }

    @Test
    void aFileWithASystemAndNoPlaceSaysSo() throws Exception {
        Path tif = folder.resolve("odd.tif");
        Path vrt = source();
        Files.writeString(vrt, Files.readString(vrt).replaceAll("<GeoTransform>.*</GeoTransform>", ""));
        GdalTools.run("gdal_translate", "-q", vrt, tif);
        try (Raster raster = Rasters.open(tif.toString())) {
            String warnings = RasterInfo.of(raster).warnings().toString();
            assertTrue(warnings.contains("WGS 84 / UTM zone 33N, but not where in it"), warnings);
        }
    }

    @Test
    void aProjectionWithoutACodeLiesWhereGdalSaysItLies() throws Exception {
        Path tif = folder.resolve("odd.tif");
        GdalTools.run(
                "gdal_translate",
                "-q",
                "-a_srs",
                "+proj=laea +lat_0=33 +lon_0=12 +datum=WGS84",
                "-a_ullr",
                0,
                0,
                70000,
                -45000,
                source(),
                tif);
        // gdalinfo: lower left corner 12 degrees east, 32d35'39" north.
        try (Raster raster = Rasters.open(tif.toString())) {
            RasterInfo.Extent place = RasterInfo.of(raster).lonLatExtent().orElseThrow();
            assertEquals(12, place.minX(), 1e-6);
            assertEquals(33, place.maxY(), 1e-6);
            assertTrue(place.minY() > 32.5 && place.minY() < 32.7, "latitude " + place.minY());
        }
    }
}
