package org.palimpsest.raster.gdal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.BandChecksum;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterInfo;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.StoredRaster;
import org.palimpsest.raster.Window;
import org.slf4j.LoggerFactory;

/** Formats that GDAL's library reads for us: the same pixels, place and nodata as the GeoTIFF they were made from. */
class GdalRasterTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final float NODATA = 9;

    @TempDir
    Path folder;

    private Path tif;

    @BeforeEach
    void writesAGeoTiff() throws Exception {
        if (GdalLibrary.version().isEmpty()) {
            LoggerFactory.getLogger(GdalRasterTest.class).warn("SKIPPED: GDAL's library is not installed.");
            Assumptions.abort("GDAL's library is not installed.");
        }
        tif = folder.resolve("scene.tif");
        Grid grid = new Grid(
                WIDTH, HEIGHT, GeoTransform.northUp(300_000, 5_000_000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
        Window all = grid.window();
        byte[] values = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (10 + (i % WIDTH * 7 + i / WIDTH * 3) % 200);
        }
        Arrays.fill(values, 20 * WIDTH, 22 * WIDTH, (byte) NODATA);
        try (GeoTiffWriter writer = GeoTiffWriter.create(tif, grid, GeoTiffFormat.mask())) {
            writer.write(all, values);
            writer.finish();
        }
    }

    private Path translated(String driver, String file, String... more) throws Exception {
        Path target = folder.resolve(file);
        List<Object> arguments = new ArrayList<>(List.of("-q", "-of", driver, "-a_nodata", "9"));
        arguments.addAll(List.of(more));
        arguments.add(tif);
        arguments.add(target);
        GdalTools.run("gdal_translate", arguments.toArray());
        return target;
    }

    @ParameterizedTest
    @CsvSource({
        "JP2OpenJPEG, scene.jp2, -co QUALITY=100 -co REVERSIBLE=YES",
        "VRT, scene.vrt, ''",
        "HFA, scene.img, ''",
        "ENVI, scene.dat, ''",
        "PCIDSK, scene.pix, ''",
        "GTiff, lzma.tif, -co COMPRESS=LZMA",
        "GTiff, lerc.tif, -co COMPRESS=LERC"
    })
    void pixelsPlaceAndSystemAreThoseOfTheGeoTiff(String driver, String name, String options) throws Exception {
        String[] more = options.isEmpty() ? new String[0] : options.split(" ");
        Path file = translated(driver, name, more);
        try (Raster expected = Rasters.open(tif.toString());
                Raster raster = Rasters.open(file.toString())) {
            assertEquals(expected.grid().transform(), raster.grid().transform());
            assertEquals("EPSG:32633", raster.grid().crs().orElseThrow().code().orElse("none"));
            assertEquals(BandChecksum.all((StoredRaster) expected), BandChecksum.all((StoredRaster) raster));
            Window over = new Window(-5, 15, 60, 40);
            PixelBlock block = raster.read(over, new int[] {0});
            PixelBlock same = expected.read(over, new int[] {0});
            for (int i = 0; i < block.valid().length; i++) {
                int row = 15 + i / 60;
                boolean observed = i % 60 >= 5 && row != 20 && row != 21;
                boolean statesNodata = raster.bands().get(0).nodata().isPresent();
                assertEquals(observed || !statesNodata && i % 60 >= 5, block.valid()[i], "pixel " + i);
                if (observed) {
                    assertEquals(same.samples(0)[i], block.samples(0)[i]);
                }
            }
        }
    }

    @Test
    void nodataAndFilesOfAVrtAreKnown() throws Exception {
        try (Raster raster = Rasters.open(translated("VRT", "scene.vrt").toString())) {
            assertEquals(OptionalDouble.of(NODATA), raster.bands().get(0).nodata());
            assertEquals(List.of(folder.resolve("scene.vrt"), tif), raster.files());
            assertTrue(
                    raster.facts().format().startsWith("VRT (GDAL "),
                    raster.facts().format());
            assertTrue(RasterInfo.of(raster).warnings().stream()
                    .anyMatch(notice -> notice.message().contains("colour table")));
        }
    }

    @Test
    void overviewsOfJpeg2000AreLevels() throws Exception {
        Path file = translated("JP2OpenJPEG", "scene.jp2", "-expand", "rgb", "-outsize", "2048", "2048");
        try (Raster raster = Rasters.open(file.toString())) {
            assertTrue(raster.levels().size() >= 2, "levels: " + raster.levels());
            Grid half = raster.levels().get(1);
            assertEquals(1024, half.width());
            assertEquals(3000.0 / 1024, half.transform().xPerColumn(), 1e-9);
            assertEquals(
                    1024 * 1024, raster.read(1, half.window(), new int[] {0}).valid().length);
        }
    }

    @Test
    void manyThreadsReadTheSamePixels() throws Exception {
        try (Raster raster =
                Rasters.open(translated("JP2OpenJPEG", "scene.jp2", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64")
                        .toString())) {
            Window window = new Window(30, 40, 150, 100);
            float[] expected = raster.read(window, new int[] {0}).samples(0);
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Future<float[]>> reads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                reads.add(pool.submit(() -> raster.read(window, new int[] {0}).samples(0)));
            }
            for (Future<float[]> read : reads) {
                assertArrayEquals(expected, read.get());
            }
            pool.shutdown();
        }
    }

    @Test
    void pythonInAVrtIsNotRun() throws Exception {
        Path trace = folder.resolve("trace");
        Path file = folder.resolve("python.vrt");
        Files.writeString(
                file,
                """
                <VRTDataset rasterXSize="300" rasterYSize="200"><VRTRasterBand dataType="Byte" band="1"
                    subClass="VRTDerivedRasterBand"><PixelFunctionType>run</PixelFunctionType>
                <PixelFunctionLanguage>Python</PixelFunctionLanguage><PixelFunctionCode><![CDATA[
                open(r'%s', 'w')
                def run(in_ar, out_ar, *args, **kwargs):
                    pass
                ]]></PixelFunctionCode><SimpleSource><SourceFilename>%s</SourceFilename></SimpleSource>
                </VRTRasterBand></VRTDataset>
                """
                        .formatted(trace, tif));
        try (Raster raster = Rasters.open(file.toString())) {
            assertThrows(BadInputException.class, () -> raster.read(new Window(0, 0, 20, 20), new int[] {0}));
        }
        assertTrue(Files.notExists(trace), "Python ran");
    }

    @ParameterizedTest
    @CsvSource({"/vsicurl/", "/vsicurl_streaming/", "''"})
    void aVrtFetchesNothingFromTheNetwork(String prefix) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] bytes = Files.readAllBytes(tif);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
        try {
            Path file = folder.resolve("remote.vrt");
            Files.writeString(
                    file,
                    """
                    <VRTDataset rasterXSize="300" rasterYSize="200"><VRTRasterBand dataType="Byte" band="1">
                    <SimpleSource><SourceFilename>%shttp://127.0.0.1:%d/scene.tif</SourceFilename></SimpleSource>
                    </VRTRasterBand></VRTDataset>
                    """
                            .formatted(prefix, server.getAddress().getPort()));
            assertThrows(BadInputException.class, () -> {
                try (Raster raster = Rasters.open(file.toString())) {
                    raster.read(new Window(0, 0, 20, 20), new int[] {0});
                }
            });
            assertEquals(0, requests.get());
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd.vrt", "/vsistdin/"})
    void aVrtThatReadsItselfOrWaitsForInputEndsInOneSentence(String source) throws Exception {
        Path file = Files.writeString(
                folder.resolve("odd.vrt"),
                "<VRTDataset rasterXSize='10' rasterYSize='10'><VRTRasterBand dataType='Byte' band='1'><SimpleSource>"
                        + "<SourceFilename relativeToVRT='" + (source.startsWith("/") ? 0 : 1) + "'>" + source
                        + "</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>");
        BadInputException problem = assertThrows(BadInputException.class, () -> {
            try (Raster raster = Rasters.open(file.toString())) {
                raster.read(new Window(0, 0, 5, 5), new int[] {0});
            }
        });
        assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    }

    @Test
    void aCutOffFileEndsInOneSentence() throws Exception {
        Path file = translated("JP2OpenJPEG", "scene.jp2");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
        BadInputException problem = assertThrows(BadInputException.class, () -> {
            try (Raster raster = Rasters.open(file.toString())) {
                BandChecksum.all((StoredRaster) raster);
            }
        });
        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
    }

    @Test
    void withoutTheLibraryOneSentenceSaysWhatToInstall() throws Exception {
        Path file = translated("JP2OpenJPEG", "scene.jp2");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dpalimpsest.gdal=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.palimpsest.Palimpsest",
                        "info",
                        file.toString())
                .redirectError(folder.resolve("error.txt").toFile())
                .start();
        assertTrue(child.waitFor(1, TimeUnit.MINUTES));
        assertEquals(2, child.exitValue());
        String error = Files.readString(folder.resolve("error.txt"));
        assertTrue(error.contains("GDAL's library, which is not installed"), error);
        assertTrue(error.contains("apt install gdal-bin"), error);
        assertEquals(1, error.strip().lines().count(), error);
    }

    @Test
    void textThatIsNoRasterEndsInOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.xyz"), "Dear diary, no raster here.\n");
        BadInputException problem = assertThrows(
                BadInputException.class, () -> Rasters.open(file.toString()).close());
        assertTrue(problem.getMessage().startsWith(file.toString()), problem.getMessage());
    }
}
