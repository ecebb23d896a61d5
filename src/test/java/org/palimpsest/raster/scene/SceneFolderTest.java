package org.palimpsest.raster.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Acquisition;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.NaturalColour;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;
import org.palimpsest.raster.gdal.GdalLibrary;

/** Scene folders as ESA and USGS lay them out, made here of small TIFFs: bands by role, scale, offset, date and sun. */
class SceneFolderTest {
    /** Extent of all bands in metres. */
    private static final int METRES = 600;

    @TempDir
    Path folder;

    /** Writes a band whose samples are all {@code value}, except the first, which is not observed. */
    private void band(Path file, int pixel, int value) throws Exception {
        Files.createDirectories(file.getParent());
        int size = METRES / pixel;
        Grid grid = new Grid(
                size,
                size,
                GeoTransform.northUp(600_000, 5_400_000, pixel, pixel),
                Optional.of(Crs.parse("EPSG:32632")));
        float[] samples = new float[size * size];
        Arrays.fill(samples, value);
        samples[0] = 0;
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("Band 1"), OptionalDouble.empty())
                .withTileSize(16);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            writer.write(grid.window(), samples);
            writer.finish();
        }
    }

    private Path sentinel(String ending) throws Exception {
        Path safe = folder.resolve("S2B_MSIL2A_20220816T103629_N0400_R008_T32UMA_20220816T133454.SAFE");
        Path granule = safe.resolve("GRANULE/L2A_T32UMA_A028437_20220816T104104");
        String start = "T32UMA_20220816T103629_";
        Object[][] files = {
            {"R10m", "B02", 10},
            {"R10m", "B03", 10},
            {"R10m", "B04", 10},
            {"R10m", "B08", 10},
            {"R20m", "B02", 20},
            {"R20m", "B04", 20},
            {"R20m", "B8A", 20},
            {"R20m", "B11", 20},
            {"R20m", "B12", 20},
            {"R20m", "SCL", 20},
            {"R60m", "B01", 60},
            {"R60m", "B11", 60}
        };
        for (int i = 0; i < files.length; i++) {
            Path file = granule.resolve(
                    "IMG_DATA/" + files[i][0] + "/" + start + files[i][1] + "_" + files[i][2] + "m" + ending);
            band(file, (int) files[i][2], 1100 + 100 * i);
        }
        Files.writeString(
                safe.resolve("MTD_MSIL2A.xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd">
                <n1:General_Info><Product_Info>
                  <PRODUCT_START_TIME>2022-08-16T10:36:29.024Z</PRODUCT_START_TIME>
                  <PROCESSING_BASELINE>04.00</PROCESSING_BASELINE>
                  <Datatake datatakeIdentifier="X"><SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME></Datatake>
                </Product_Info><Product_Image_Characteristics>
                  <QUANTIFICATION_VALUES_LIST>
                    <BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>
                    <AOT_QUANTIFICATION_VALUE unit="none">1000.0</AOT_QUANTIFICATION_VALUE>
                  </QUANTIFICATION_VALUES_LIST>
                  <BOA_ADD_OFFSET_VALUES_LIST>
                    <BOA_ADD_OFFSET band_id="0">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="1">-1000</BOA_ADD_OFFSET>
                    <BOA_ADD_OFFSET band_id="2">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="3">-1000</BOA_ADD_OFFSET>
                    <BOA_ADD_OFFSET band_id="7">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="8">-1000</BOA_ADD_OFFSET>
                    <BOA_ADD_OFFSET band_id="11">-1000</BOA_ADD_OFFSET><BOA_ADD_OFFSET band_id="12">-1000</BOA_ADD_OFFSET>
                  </BOA_ADD_OFFSET_VALUES_LIST>
                </Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>
                """);
        Files.writeString(
                granule.resolve("MTD_TL.xml"),
                """
                <n1:Level-2A_Tile_ID xmlns:n1="x"><n1:Geometric_Info><Tile_Angles><Sun_Angles_Grid><Zenith>
                <COL_STEP unit="m">5000</COL_STEP></Zenith></Sun_Angles_Grid><Mean_Sun_Angle>
                <ZENITH_ANGLE unit="deg">36.25</ZENITH_ANGLE><AZIMUTH_ANGLE unit="deg">157.5</AZIMUTH_ANGLE>
                </Mean_Sun_Angle></Tile_Angles></n1:Geometric_Info></n1:Level-2A_Tile_ID>
                """);
        return safe;
    }

    @Test
    void aSentinelFolderIsOneRasterOfItsGroundBandsOnTheFinestGrid() throws Exception {
        Path safe = sentinel(".tif");
        try (Raster raster = Rasters.open(safe.toString())) {
            assertEquals(60, raster.grid().width());
            assertEquals(10, raster.grid().transform().pixelWidth());
            assertEquals(
                    List.of(
                            "blue (B02)",
                            "green (B03)",
                            "red (B04)",
                            "nir (B08)",
                            "nir2 (B8A)",
                            "swir1 (B11)",
                            "swir2 (B12)"),
                    raster.bands().stream().map(Band::name).toList());
            assertEquals("swir1", raster.bands().get(5).role());
            for (Band band : raster.bands()) {
                assertEquals(1e-4, band.scale(), 1e-12);
                assertEquals(-0.1, band.offset(), 1e-12);
                assertEquals(OptionalDouble.of(0), band.nodata());
            }
            assertArrayEquals(new int[] {2, 1, 0}, NaturalColour.choose(raster.bands()));
            PixelBlock block = raster.read(new Window(0, 0, 60, 60), new int[] {0, 5});
            assertFalse(block.valid()[0], "nodata");
            assertTrue(block.valid()[30 * 60 + 30]);
            assertEquals(1100, block.samples(0)[30 * 60 + 30]);
            assertEquals(1800, block.samples(1)[30 * 60 + 30], "B11 of 20 m");
            assertEquals(Optional.of("2022-08-16T10:36:29Z"), raster.facts().date());
            Acquisition acquisition = raster.facts().acquisition().orElseThrow();
            assertEquals("Sentinel-2B", acquisition.satellite());
            assertEquals("L2A", acquisition.product());
            assertEquals(53.75, acquisition.sunElevation().orElseThrow(), 1e-9);
            assertEquals(157.5, acquisition.sunAzimuth().orElseThrow(), 1e-9);
            assertTrue(acquisition.qualityLayers().get(0).file().toString().endsWith("SCL_20m.tif"));
            String warnings = raster.facts().warnings().toString();
            assertTrue(warnings.contains("raised by 1000 (processing baseline 04.00)"), warnings);
            assertTrue(warnings.contains("Not read: coastal (B01)"), warnings);
            assertTrue(raster.files().contains(safe.resolve("MTD_MSIL2A.xml")));
            assertEquals(8, raster.files().size());
        }
    }

    @Test
    void bandsAreChosenByRoleOrNumberAndTheGridIsTheirFinest() throws Exception {
        Path safe = sentinel(".tif");
        try (Raster raster = Rasters.open(safe.resolve("MTD_MSIL2A.xml") + ":swir2,B11")) {
            assertEquals(
                    List.of("swir2 (B12)", "swir1 (B11)"),
                    raster.bands().stream().map(Band::name).toList());
            assertEquals(20, raster.grid().transform().pixelWidth());
            assertEquals(
                    1900, raster.read(new Window(9, 9, 1, 1), new int[] {0}).samples(0)[0]);
        }
        try (Raster raster = Rasters.open(safe + ":all")) {
            assertEquals("coastal (B01)", raster.bands().get(0).name());
        }
        BadInputException problem = assertThrows(BadInputException.class, () -> Rasters.open(safe + ":red,thermal")
                .close());
        assertTrue(problem.getMessage().contains("no band \"thermal\""), problem.getMessage());
    }

    @Test
    void aStackOfDifferentResolutionsHasTheLevelsOfTheFinest() throws Exception {
        try (Raster raster = Rasters.open(sentinel(".tif").toString())) {
            Grid half = raster.levels().get(1);
            assertEquals(30, half.width());
            PixelBlock block = raster.read(1, half.window(), new int[] {3, 6});
            assertEquals(1400, block.samples(0)[15 * 30 + 15]);
            assertEquals(1900, block.samples(1)[15 * 30 + 15]);
        }
    }

    @Test
    void jpeg2000BandsOfAFolderAreReadThroughGdal() throws Exception {
        Path safe = sentinel(".tif");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                GdalLibrary.version().isPresent(), "SKIPPED: GDAL's library is not installed.");
        try (var tree = Files.walk(safe)) {
            for (Path tif :
                    tree.filter(file -> file.toString().endsWith(".tif")).toList()) {
                Path jp2 = Path.of(tif.toString().replace(".tif", ".jp2"));
                GdalTools.run(
                        "gdal_translate",
                        "-q",
                        "-of",
                        "JP2OpenJPEG",
                        "-co",
                        "QUALITY=100",
                        "-co",
                        "REVERSIBLE=YES",
                        tif,
                        jp2);
                Files.delete(tif);
            }
        }
        try (Raster raster = Rasters.open(safe.toString())) {
            assertEquals("EPSG:32632", raster.grid().crs().orElseThrow().code().orElse(""));
            PixelBlock block = raster.read(new Window(0, 0, 60, 60), new int[] {2, 6});
            assertEquals(1300, block.samples(0)[30 * 60 + 30]);
            assertEquals(1900, block.samples(1)[30 * 60 + 30]);
            assertFalse(block.valid()[0]);
        }
    }

    private Path landsat(boolean json) throws Exception {
        String id = "LC09_L2SP_196030_20230704_20230802_02_T1";
        Path scene = folder.resolve(id);
        for (int band = 1; band <= 7; band++) {
            band(scene.resolve(id + "_SR_B" + band + ".TIF"), 30, 7000 + 100 * band);
        }
        band(scene.resolve(id + "_QA_PIXEL.TIF"), 30, 21824);
        StringBuilder names = new StringBuilder();
        StringBuilder surface = new StringBuilder();
        StringBuilder level1 = new StringBuilder();
        for (int band = 1; band <= 7; band++) {
            names.append("    FILE_NAME_BAND_%d = \"%s_SR_B%d.TIF\"%n".formatted(band, id, band));
            surface.append("    REFLECTANCE_MULT_BAND_%d = 2.75e-05%n    REFLECTANCE_ADD_BAND_%d = -0.2%n"
                    .formatted(band, band));
            level1.append("    REFLECTANCE_MULT_BAND_%d = 2.0000E-05%n    REFLECTANCE_ADD_BAND_%d = -0.1%n"
                    .formatted(band, band));
        }
        String text =
                """
                GROUP = LANDSAT_METADATA_FILE
                  GROUP = PRODUCT_CONTENTS
                    ORIGIN = "Image courtesy of the U.S. Geological Survey"
                    PROCESSING_LEVEL = "L2SP"
                %s    FILE_NAME_BAND_ST_B10 = "%s_ST_B10.TIF"
                    FILE_NAME_QUALITY_L1_PIXEL = "%s_QA_PIXEL.TIF"
                  END_GROUP = PRODUCT_CONTENTS
                  GROUP = IMAGE_ATTRIBUTES
                    SPACECRAFT_ID = "LANDSAT_9"
                    SENSOR_ID = "OLI_TIRS"
                    DATE_ACQUIRED = 2023-07-04
                    SCENE_CENTER_TIME = "10:22:33.1234567Z"
                    SUN_AZIMUTH = 134.58
                    SUN_ELEVATION = 63.02
                  END_GROUP = IMAGE_ATTRIBUTES
                  GROUP = LEVEL1_RADIOMETRIC_RESCALING
                %s  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
                  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
                %s  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
                END_GROUP = LANDSAT_METADATA_FILE
                END
                """
                        .formatted(names, id, id, level1, surface);
        if (json) {
            text = text.replaceAll("GROUP = (\\w+)\n", "\"$1\": {\n")
                    .replaceAll("END_\"\\w+\": \\{", "},")
                    .replaceAll("(?m)^ +(\\w+) = \"?([^\"\n]*)\"?$", "\"$1\": \"$2\",")
                    .replaceAll(",(\\s*\\})", "$1");
            text = "{" + text.substring(0, text.lastIndexOf("},")) + "}}";
        }
        Files.writeString(scene.resolve(id + (json ? "_MTL.json" : "_MTL.txt")), text);
        return scene;
    }

    @Test
    void aLandsatFolderHasScaleOffsetDateAndSunOfItsMetadata() throws Exception {
        check(landsat(false));
    }

    @Test
    void metadataAsJsonSayTheSame() throws Exception {
        check(landsat(true));
    }

    private static void check(Path scene) throws BadInputException {
        try (Raster raster = Rasters.open(scene.toString())) {
            assertEquals(
                    List.of("blue (B2)", "green (B3)", "red (B4)", "nir (B5)", "swir1 (B6)", "swir2 (B7)"),
                    raster.bands().stream().map(Band::name).toList());
            Band red = raster.bands().get(2);
            assertEquals(2.75e-5, red.scale());
            assertEquals(-0.2, red.offset());
            assertEquals(
                    7400, raster.read(new Window(5, 5, 1, 1), new int[] {2}).samples(0)[0]);
            assertEquals(Optional.of("2023-07-04T10:22:33Z"), raster.facts().date());
            Acquisition acquisition = raster.facts().acquisition().orElseThrow();
            assertEquals("Landsat 9", acquisition.satellite());
            assertEquals("L2SP", acquisition.product());
            assertEquals(63.02, acquisition.sunElevation().orElseThrow());
            assertEquals(134.58, acquisition.sunAzimuth().orElseThrow());
            Acquisition.QualityLayer quality = acquisition.qualityLayers().get(0);
            assertTrue(quality.file().toString().endsWith("_QA_PIXEL.TIF"));
            assertTrue(quality.unusable().startsWith("bits="));
        }
    }

    @Test
    void aFolderThatIsNoSceneEndsInOneSentence() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "nothing here");
        BadInputException problem = assertThrows(
                BadInputException.class, () -> Rasters.open(folder.toString()).close());
        assertTrue(problem.getMessage().contains("is a folder, but no scene"), problem.getMessage());
    }

    @Test
    void aFolderWithoutItsBandsEndsInOneSentence() throws Exception {
        Path scene = landsat(false);
        try (var files = Files.list(scene)) {
            for (Path tif :
                    files.filter(file -> file.toString().endsWith(".TIF")).toList()) {
                Files.delete(tif);
            }
        }
        BadInputException problem = assertThrows(
                BadInputException.class, () -> Rasters.open(scene.toString()).close());
        assertTrue(problem.getMessage().contains("holds no band"), problem.getMessage());
    }
}
