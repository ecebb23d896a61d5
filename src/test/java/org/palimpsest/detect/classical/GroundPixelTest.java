package org.palimpsest.detect.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

class GroundPixelTest {
    private static final Window EXTENT = new Window(0, 0, 100, 100);

    private static Grid degrees(double latitude) {
        double pixel = 0.000115;
        return new Grid(
                100,
                100,
                GeoTransform.northUp(-1.7, latitude + 50 * pixel, pixel, pixel),
                Optional.of(Crs.longitudeLatitude()));
    }

    @Test
    void pixelsOfDegrees_areAsHighAsTheLatitudeMakesThem() {
        GroundPixel equator = GroundPixel.of(degrees(0), EXTENT);
        assertEquals(1, equator.width(), 1e-6);
        // At 48 degrees: 8.57 x 12.8 m on a sphere, so 0.818 and 1.222 sides of a square of the same area.
        GroundPixel rennes = GroundPixel.of(degrees(48), EXTENT);
        assertEquals(0.818, rennes.width(), 1e-3);
        assertEquals(1.222, rennes.height(), 1e-3);
        assertEquals(6, rennes.columns(5));
        assertEquals(4, rennes.rows(5));
        assertEquals(0, rennes.rows(0));
    }

    @Test
    void speckleFilters_lookAsFarEachWayOnTheGround() {
        GroundPixel rennes = GroundPixel.of(degrees(48), EXTENT);
        int side = 31;
        boolean[] valid = new boolean[side * side];
        Arrays.fill(valid, true);
        for (String name : new String[] {"lee", "frost"}) {
            SpeckleFilter filter = SpeckleFilter.named(name, 11, 1, rennes);
            assertEquals(6, filter.reach());
            // A bright pixel is felt as far as the filter looks: 6 columns and 4 rows are 51 m each.
            assertTrue(isFelt(filter, valid, side, 6, 0), name);
            assertTrue(!isFelt(filter, valid, side, 7, 0), name);
            assertTrue(isFelt(filter, valid, side, 0, 4), name);
            assertTrue(!isFelt(filter, valid, side, 0, 5), name);
        }
    }

    @Test
    void refinedLee_keepsAnEdgeThatIsDiagonalOnTheGround() {
        GroundPixel rennes = GroundPixel.of(degrees(48), EXTENT);
        SpeckleFilter filter = SpeckleFilter.named("refined-lee", 7, 4, rennes);
        // Half a square of 7 pixels: 4 columns and 2 rows, and 3 rows to the farthest of the means that find the edge.
        assertEquals(4, filter.reach());
        int side = 41;
        boolean[] valid = new boolean[side * side];
        Arrays.fill(valid, true);
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = beyondEdge(rennes, i, side) >= 0 ? 100 : 10;
        }
        float[] filtered = filter.of(values, valid, side);
        int near = 0;
        for (int i = 0; i < values.length; i++) {
            boolean inside = Math.abs(i % side - 20) <= 15 && Math.abs(i / side - 20) <= 15;
            if (inside && Math.abs(beyondEdge(rennes, i, side)) < 1.2) {
                // Its half of the square lies on its own side, where all is even.
                assertEquals(values[i], filtered[i], 1e-4, "at " + i % side + ", " + i / side);
                near++;
            }
        }
        assertTrue(near > 50, "only " + near);
    }

    /** How far a pixel lies to the lower right of the ground's diagonal through the middle. */
    private static double beyondEdge(GroundPixel shape, int pixel, int side) {
        return ((pixel % side - 20) * shape.width() + (pixel / side - 20) * shape.height()) / Math.sqrt(2);
    }

    private static boolean isFelt(SpeckleFilter filter, boolean[] valid, int side, int columns, int rows) {
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 + i % 3;
        }
        float[] without = filter.of(values, valid, side);
        int middle = side / 2 * side + side / 2;
        float[] bright = values.clone();
        bright[middle + rows * side + columns] = 40;
        return filter.of(bright, valid, side)[middle] != without[middle];
    }
}
