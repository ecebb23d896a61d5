package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.GdalTools;
import org.palimpsest.base.BadInputException;

/** Files that do not say where they lie, or only by control points: nothing is guessed, and the user can say it. */
class StatedPlaceTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    @TempDir
    Path folder;

    private Path placed;

    private static GeoTransform transform() {
        return GeoTransform.northUp(600_000, 5_400_000, 10, 10);
    }

    @BeforeEach
    void writesAPlacedRaster() throws Exception {
        placed = write("placed.tif", new Grid(WIDTH, HEIGHT, transform(), Optional.of(Crs.parse("EPSG:32632"))));
    }

    private Path write(String name, Grid grid) throws Exception {
        Path file = folder.resolve(name);
        byte[] values = new byte[(int) grid.pixels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 101);
        }
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, GeoTiffFormat.mask())) {
            writer.write(grid.window(), values);
            writer.finish();
        }
        return file;
    }

    private static String refusal(String before, String after) {
        return assertThrows(BadInputException.class, () -> {
                    try (Raster first = Rasters.open(before);
                            Raster second = Rasters.open(after)) {
                        AlignedRaster.align(first, second, Resampling.NEAREST);
                    }
                })
                .getMessage();
    }

    @Test
    void coordinatesWithoutASystemGetTheStatedOne() throws Exception {
        Path bare = write("bare.tif", new Grid(WIDTH, HEIGHT, transform(), Optional.empty()));
        String problem = refusal(placed.toString(), bare.toString());
        assertTrue(problem.contains(bare + "#crs=EPSG:n"), problem);
        try (Raster before = Rasters.open(placed.toString());
                Raster after = Rasters.open(bare + "#crs=EPSG:32632")) {
            assertEquals(before.grid(), after.grid());
            assertEquals(List.of(bare), after.files());
            assertEquals(
                    1,
                    AlignedRaster.align(before, after, Resampling.NEAREST)
                            .overlap()
                            .share());
            assertTrue(after.facts().warnings().toString().contains("taken to be in EPSG:32632"));
        }
    }

    @Test
    void aRasterWithoutPlaceLiesAsAnotherOfItsSize() throws Exception {
        Path nowhere = write("nowhere.tif", Grid.ofPixels(WIDTH, HEIGHT));
        String problem = refusal(placed.toString(), nowhere.toString());
        assertTrue(problem.contains(nowhere + "#like=FILE"), problem);
        try (Raster raster = Rasters.open(nowhere + "#like=" + placed)) {
            assertEquals(transform(), raster.grid().transform());
            assertEquals(List.of(nowhere, placed), raster.files());
        }
        Path small = write("small.tif", Grid.ofPixels(WIDTH - 1, HEIGHT));
        BadInputException sizes = assertThrows(BadInputException.class, () -> Rasters.open(small + "#like=" + placed)
                .close());
        assertTrue(sizes.getMessage().contains("39 x 30 pixels, but " + placed + " has 40 x 30"), sizes.getMessage());
    }

    @Test
    void controlPointsPlaceARasterOnlyWhereTheUserSaysSo() throws Exception {
        Path gcps = folder.resolve("gcps.tif");
        List<Object> arguments = new ArrayList<>(List.of("-q", "-a_srs", "EPSG:32632"));
        for (int[] pixel : new int[][] {{0, 0}, {WIDTH, 0}, {0, HEIGHT}, {WIDTH, HEIGHT}, {13, 7}}) {
            double x = transform().x(pixel[0], pixel[1]);
            double y = transform().y(pixel[0], pixel[1]);
            arguments.addAll(List.of("-gcp", pixel[0], pixel[1], x, y));
        }
        Path nowhere = write("nowhere.tif", Grid.ofPixels(WIDTH, HEIGHT));
        arguments.addAll(List.of(nowhere, gcps));
        GdalTools.run("gdal_translate", arguments.toArray());
        String problem = refusal(placed.toString(), gcps.toString());
        assertTrue(problem.contains(gcps + "#gcps"), problem);
        try (Raster raster = Rasters.open(gcps + "#gcps")) {
            GeoTransform fitted = raster.grid().transform();
            assertEquals(600_000, fitted.originX(), 1e-6);
            assertEquals(10, fitted.xPerColumn(), 1e-9);
            assertEquals(-10, fitted.yPerRow(), 1e-9);
            assertEquals("EPSG:32632", raster.grid().crs().orElseThrow().code().orElse(""));
            String said = RasterInfo.of(raster).warnings().toString();
            assertTrue(said.contains("5 ground control points best, to 0.00 pixels"), said);
        }
    }

    @Test
    void anAffineMapIsFittedByLeastSquares() throws Exception {
        // Four corners of a square of 10 pixels, one of them 4 units too far east: each corner takes its share of 1.
        ControlPoints points = new ControlPoints(
                List.of(
                        new ControlPoints.Point(0, 0, 0, 0),
                        new ControlPoints.Point(10, 0, 104, 0),
                        new ControlPoints.Point(0, 10, 0, -100),
                        new ControlPoints.Point(10, 10, 100, -100)),
                Optional.empty());
        ControlPoints.Fit fit = points.fit("scan.tif");
        assertEquals(1, fit.transform().originX(), 1e-9);
        assertEquals(10.2, fit.transform().xPerColumn(), 1e-9);
        assertEquals(-0.2, fit.transform().xPerRow(), 1e-9);
        assertEquals(-10, fit.transform().yPerRow(), 1e-9);
        assertEquals(1 / 10.2, fit.error(), 1e-6);
    }

    @Test
    void pointsOnALinePlaceNothing() {
        ControlPoints points = new ControlPoints(
                List.of(
                        new ControlPoints.Point(0, 0, 0, 0),
                        new ControlPoints.Point(1, 1, 10, 10),
                        new ControlPoints.Point(2, 2, 20, 20)),
                Optional.empty());
        assertThrows(BadInputException.class, () -> points.fit("scan.tif"));
    }

    @Test
    void aFileWhoseNameHasAMarkIsAFile() throws Exception {
        Path file = Files.copy(placed, folder.resolve("site#3.tif"));
        try (Raster raster = Rasters.open(file.toString())) {
            assertEquals(WIDTH, raster.grid().width());
        }
        try (Raster raster = Rasters.open(file + "#crs=EPSG:32633")) {
            assertEquals("EPSG:32633", raster.grid().crs().orElseThrow().code().orElse(""));
        }
        BadInputException problem = assertThrows(BadInputException.class, () -> Rasters.open(file + "#srs=EPSG:32633")
                .close());
        assertTrue(problem.getMessage().contains("has no meaning"), problem.getMessage());
    }
}
