package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.GridChoice;
import org.palimpsest.detect.GridWish;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

class AnalysisGridTest {
    private final List<String> warnings = new ArrayList<>();

    private Grid choose(String choice, Optional<GridWish> wish, boolean force, Grid before) throws BadInputException {
        Progress progress = new Progress() {
            @Override
            public void warning(Notice notice) {
                warnings.add(notice.message());
            }
        };
        return new AnalysisGrid(GridChoice.parse(choice), wish, force, progress).of(before, before, before.window());
    }

    private static Optional<GridWish> wish(double metres) {
        return Optional.of(new GridWish(OptionalDouble.of(metres)));
    }

    /** 400 x 300 pixels of 10 m in UTM zone 33 north, at 45 degrees north. */
    private static Grid metric() throws BadInputException {
        return new Grid(
                400, 300, GeoTransform.northUp(500_000, 5_000_000, 10, 10), Optional.of(Crs.parse("EPSG:32633")));
    }

    /** The same number of pixels of an OSCD scene: 8.5 x 12.8 m at 48 degrees north, 1.7 degrees west. */
    private static Grid degrees() throws BadInputException {
        return new Grid(
                400, 300, GeoTransform.northUp(-1.7, 48.1, 0.000115, 0.000115), Optional.of(Crs.longitudeLatitude()));
    }

    @Test
    void withoutAChoiceOrAWish_itIsTheFirstDates() throws Exception {
        assertEquals(metric(), choose("before", Optional.empty(), false, metric()));
        assertEquals(degrees(), choose("before", Optional.empty(), false, degrees()));
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @CsvSource({"auto-utm, EPSG:32630, 10", "auto-utm@20m, EPSG:32630, 20", "EPSG:2154@7.5m, EPSG:2154, 7.5"})
    void aSystem_givesSquarePixelsThatCoverTheScene(String choice, String system, double size) throws Exception {
        Grid grid = choose(choice, Optional.empty(), false, degrees());
        assertEquals(Crs.parse(system), grid.crs().orElseThrow());
        assertEquals(size, grid.transform().pixelWidth(), 1e-9);
        assertEquals(size, grid.transform().pixelHeight(), 1e-9);
        assertEquals(0, grid.transform().originX() % size, 1e-6);
        // 0.046 x 0.0345 degrees are 3425 x 3836 m here (gdalsrsinfo and cs2cs), and meridians converge by up to 3.5
        // degrees.
        assertEquals(3425 / size, grid.width(), 250 / size);
        assertEquals(3836 / size, grid.height(), 250 / size);
        double[] corners = {0, 0, 400, 0, 0, 300, 400, 300};
        degrees().pixelsOn(grid).apply(corners);
        for (int i = 0; i < corners.length; i += 2) {
            assertTrue(corners[i] >= -1e-6 && corners[i] <= grid.width() + 1e-6, "column " + corners[i]);
            assertTrue(corners[i + 1] >= -1e-6 && corners[i + 1] <= grid.height() + 1e-6, "row " + corners[i + 1]);
        }
    }

    @Test
    void southOfTheEquator_andAtTheAntimeridian_theZoneIsRight() throws Exception {
        Grid fiji = new Grid(
                100, 100, GeoTransform.northUp(179.99, -17, 0.0001, 0.0001), Optional.of(Crs.longitudeLatitude()));
        assertEquals(
                Crs.parse("EPSG:32760"),
                choose("auto-utm", Optional.empty(), false, fiji).crs().orElseThrow());
        Grid beyond = new Grid(
                100, 100, GeoTransform.northUp(180.01, -17, 0.0001, 0.0001), Optional.of(Crs.longitudeLatitude()));
        assertEquals(
                Crs.parse("EPSG:32701"),
                choose("auto-utm", Optional.empty(), false, beyond).crs().orElseThrow());
    }

    @Test
    void networks_getMetricPixels_whereTheScenesAreDegrees() throws Exception {
        Grid grid = choose("before", Optional.of(new GridWish(OptionalDouble.empty())), false, degrees());
        assertEquals(Crs.parse("EPSG:32630"), grid.crs().orElseThrow());
        assertEquals(10, grid.transform().pixelWidth());
        assertEquals(1, warnings.size(), warnings.toString());
    }

    @ParameterizedTest
    @CsvSource({"10, 400", "14.9, 400", "6.7, 400", "20, 200", "5, 800", "2.6, 1539"})
    void pixelsMuchLargerOrSmallerThanTheNetworksOwn_areResampledToThem(double trained, int columns) throws Exception {
        Grid grid = choose("before", wish(trained), false, metric());
        // UTM stretches by 0.9996 on its middle meridian: 10 m of the grid are 10.004 m on the ground.
        assertEquals(columns, grid.width(), 1);
        assertEquals(metric().transform().originX(), grid.transform().originX());
        assertEquals(columns == 400 ? 0 : 1, warnings.size());
    }

    @Test
    void beyondAFactorOfFour_itWantsForce() throws Exception {
        BadInputException e = assertThrows(BadInputException.class, () -> choose("before", wish(0.5), false, metric()));
        assertTrue(e.getMessage().contains("0.5 m") && e.getMessage().contains("--force"), e.getMessage());
        assertEquals(8003, choose("before", wish(0.5), true, metric()).width(), 3);
        assertTrue(warnings.get(0).contains("not to be trusted"), warnings.toString());
    }

    @Test
    void aPixelSizeThatTheUserChose_isKept() throws Exception {
        Grid grid = choose("EPSG:32633@10m", wish(5), false, metric());
        assertEquals(10, grid.transform().pixelWidth());
        assertTrue(warnings.get(0).contains("as you chose"), warnings.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "utm", "EPSG:32633@", "EPSG:32633@10", "EPSG:32633@0m", "before@10m", "EPSG:@10m", "32633"})
    void whatIsNoGrid_isRefused(String text) {
        BadInputException e = assertThrows(BadInputException.class, () -> GridChoice.parse(text));
        assertTrue(e.getMessage().contains("EPSG:32633@10m"), e.getMessage());
    }

    @Test
    void whatCannotBe_isRefusedWithTheReason() throws Exception {
        assertTrue(assertThrows(
                        BadInputException.class,
                        () -> choose("auto-utm", Optional.empty(), false, Grid.ofPixels(10, 10)))
                .getMessage()
                .contains("do not say where they lie"));
        assertTrue(assertThrows(
                        BadInputException.class, () -> choose("EPSG:32633@0.0001m", Optional.empty(), false, metric()))
                .getMessage()
                .contains("larger pixels"));
        Grid pole = new Grid(100, 100, GeoTransform.northUp(10, 89, 0.01, 0.01), Optional.of(Crs.longitudeLatitude()));
        assertTrue(assertThrows(BadInputException.class, () -> choose("auto-utm", Optional.empty(), false, pole))
                .getMessage()
                .contains("polar"));
    }
}
