package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

class ComponentFilterTest {
    @Test
    void areasBelowTheMinimum_areRemoved_andThoseAtItStay() throws Exception {
        MaskText mask = MaskText.of(
                "##..#", //
                "#....", "...##", "?#.##");
        assertEquals("##...\n#....\n...##\n?..##\n", clean(mask, 0, 3));
        assertEquals("##..#\n#....\n...##\n?#.##\n", clean(mask, 0, 1));
        assertEquals(".....\n.....\n...##\n?..##\n", clean(mask, 0, 4));
    }

    @Test
    void pixelsThatTouchAtACorner_areTwoAreas() throws Exception {
        assertEquals("...\n...\n", clean(MaskText.of("##.", "..#"), 0, 3));
    }

    @Test
    void areaWhoseArmsMeetLate_countsAsOne() throws Exception {
        MaskText mask = MaskText.of("#.#.#", "#.#.#", "#####");
        assertEquals(mask.text(), clean(mask, 0, 11));
        assertEquals(".....\n.....\n.....\n", clean(mask, 0, 12));
    }

    @Test
    void gainAndLossThatTouch_areTwoAreas_whereTheyAreToldApart() throws Exception {
        // Gain on the left, loss (the three right columns) beside it: 4, 2 and a lone gain of 1.
        MaskText mask = MaskText.of("####.", "##..#", ".....", "?#...");
        boolean[] losses = new boolean[20];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = i % 5 >= 2;
        }
        MaskSource apart = new MaskSource() {
            @Override
            public int width() {
                return mask.width();
            }

            @Override
            public int height() {
                return mask.height();
            }

            @Override
            public int stripRows() {
                return 1;
            }

            @Override
            public byte[] readMask(Window window) {
                return mask.readMask(window);
            }

            @Override
            public Optional<boolean[]> readLosses(Window window) {
                int from = window.y() * mask.width();
                return Optional.of(java.util.Arrays.copyOfRange(losses, from, from + (int) window.pixels()));
            }
        };
        assertEquals("####.\n##...\n.....\n?....\n", clean(mask, 0, 3));
        assertEquals("##...\n##...\n.....\n?....\n", clean(apart, mask, 3));
        assertEquals("####.\n##...\n.....\n?....\n", clean(apart, mask, 2));
    }

    @Test
    void smallHoles_areFilled_andCountForTheMinimumArea() throws Exception {
        MaskText ring = MaskText.of("###.", "#.#.", "###.", "....");
        assertEquals("###.\n###.\n###.\n....\n", clean(ring, 1, 9));
        assertEquals("....\n....\n....\n....\n", clean(ring, 0, 9));
    }

    @Test
    void holesLargerThanTheLimit_stay() throws Exception {
        MaskText mask = MaskText.of("####", "#..#", "####");
        assertEquals(mask.text(), clean(mask, 1, 0));
        assertEquals("####\n####\n####\n", clean(mask, 2, 0));
    }

    @Test
    void whatTouchesNodataOrTheEdge_isNoHole() throws Exception {
        MaskText nodata = MaskText.of("#####", "#..?#", "#####");
        assertEquals(nodata.text(), clean(nodata, 9, 0));
        MaskText edge = MaskText.of("#####", "##..#", "###.#");
        assertEquals(edge.text(), clean(edge, 9, 0));
        MaskText corner = MaskText.of(".####", "#.###", "#####");
        assertEquals(corner.text(), clean(corner, 9, 0));
    }

    @Test
    void holeWithAnIsland_isFilledAroundIt() throws Exception {
        MaskText mask = MaskText.of("#####", "#...#", "#.#.#", "#...#", "#####");
        assertEquals("#####\n#####\n#####\n#####\n#####\n", clean(mask, 8, 0));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 3, 0", "0.5, 5, 2", "0.6, 20, 4", "0.8, 50, 1", "0.55, 1000, 3"})
    void randomMasks_keepExactlyTheGroupsThatAreLargeEnough(double share, int minimum, int fill) throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            MaskText mask = MaskText.random(41, 37, share, seed);
            MaskText filled = parse(clean(mask, fill, 0));
            MaskText cleaned = parse(clean(mask, fill, minimum));
            assertEquals(
                    filled.groups(MaskSource.CHANGED, false).stream()
                            .filter(size -> size >= minimum)
                            .toList(),
                    cleaned.groups(MaskSource.CHANGED, false));
            if (fill == 0) {
                assertEquals(mask.text(), filled.text());
            }
        }
    }

    @Test
    void minimumInSquareMetres_isTrueOnTheEllipsoid() throws Exception {
        // At 60 degrees north a pixel is half as wide as at the equator: 1 arc second square is about 478 m2, not 957.
        double second = 1 / 3600.0;
        Grid grid = new Grid(3, 1, GeoTransform.northUp(10, 60, second, second), Optional.of(Crs.longitudeLatitude()));
        MaskText mask = MaskText.of("#..");
        assertEquals("#..\n", clean(mask, grid, 478));
        assertEquals("...\n", clean(mask, grid, 482));
    }

    @Test
    void holesInSquareMetres_areTrueOnTheEllipsoid() throws Exception {
        double second = 1 / 3600.0;
        Grid grid = new Grid(3, 3, GeoTransform.northUp(10, 60, second, second), Optional.of(Crs.longitudeLatitude()));
        MaskText ring = MaskText.of("###", "#.#", "###");
        for (double limit : new double[] {474, 482}) {
            String filled = text(
                    ComponentFilter.plan(ring, grid, new AreaLimit(limit, true), AreaLimit.NONE, Cancellation.NEVER),
                    ring);
            assertEquals(limit < 478 ? ring.text() : "###\n###\n###\n", filled);
        }
    }

    @Test
    void cancelledSurvey_ends() {
        assertThrows(
                CancelledException.class,
                () -> ComponentFilter.plan(MaskText.of("#"), Grid.ofPixels(1, 1), pixels(1), pixels(1), () -> true));
    }

    private static AreaLimit pixels(double count) {
        return new AreaLimit(count, false);
    }

    private static String clean(MaskText mask, Grid grid, double squareMetres) throws Exception {
        ComponentFilter filter =
                ComponentFilter.plan(mask, grid, AreaLimit.NONE, new AreaLimit(squareMetres, true), Cancellation.NEVER);
        return text(filter, mask);
    }

    private static String clean(MaskText mask, int fill, int minimum) throws Exception {
        Grid grid = Grid.ofPixels(mask.width(), mask.height());
        return text(ComponentFilter.plan(mask, grid, pixels(fill), pixels(minimum), Cancellation.NEVER), mask);
    }

    private static String clean(MaskSource source, MaskText shape, int minimum) throws Exception {
        Grid grid = Grid.ofPixels(shape.width(), shape.height());
        return text(ComponentFilter.plan(source, grid, AreaLimit.NONE, pixels(minimum), Cancellation.NEVER), shape);
    }

    private static String text(ComponentFilter filter, MaskText mask) throws Exception {
        byte[] all = new byte[mask.values().length];
        filter.forEachStrip(
                (Window window, byte[] strip) ->
                        System.arraycopy(strip, 0, all, window.y() * window.width(), strip.length),
                Cancellation.NEVER);
        String text = new MaskText(mask.width(), mask.height(), all).text();
        assertTrue(text.length() > 0);
        return text;
    }

    private static MaskText parse(String text) {
        return MaskText.of(text.split("\n"));
    }
}
