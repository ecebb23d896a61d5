package org.palimpsest.detect.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.SharedData;
import org.palimpsest.base.Cancellation;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Displacement;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;

class ShiftEstimateTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, -0.2", "-1.5, 2.25", "3, -3", "-2.71, -0.49", "0.5, 0.5", "2.9, 1.1"})
    void measure_findsSyntheticShifts_toATenthOfAPixel(double dx, double dy) throws Exception {
        Landscape before = new Landscape(600, Displacement.NONE, 1, 0.02, 1);
        Landscape after = new Landscape(600, AffineShift.translation(dx, dy), 1.7, 0.03, 2);
        ShiftEstimate shift = ShiftEstimate.measure(before, after, before.grid().window(), Cancellation.NEVER)
                .orElseThrow();
        assertEquals(dx, shift.dx(), 0.1);
        assertEquals(dy, shift.dy(), 0.1);
        assertEquals(Math.hypot(dx, dy) > 0.5 + 0.1, shift.isDisturbing() && shift.length() > 0.6);
    }

    @Test
    void measure_ofUnrelatedNoise_findsNothing() throws Exception {
        Landscape before = new Landscape(600, Displacement.NONE, 0, 1, 1);
        Landscape after = new Landscape(600, Displacement.NONE, 0, 1, 2);
        assertEquals(
                Optional.empty(),
                ShiftEstimate.measure(before, after, before.grid().window(), Cancellation.NEVER));
    }

    @Test
    void measure_ofRealDates_onOneGrid_isBelowTwoPixels() throws Exception {
        String folder = "data/georeferenced/oscd-sentinel2/abudhabi/";
        try (Raster before = Rasters.open(SharedData.get(folder + "before.tif").toString());
                Raster after = Rasters.open(SharedData.get(folder + "after.tif").toString())) {
            AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC);
            ShiftEstimate shift = ShiftEstimate.measure(
                            before, aligned, aligned.overlap().window(), Cancellation.NEVER)
                    .orElseThrow();
            assertTrue(shift.places() >= 6, shift.toString());
            assertTrue(shift.length() < 2, shift.toString());
        }
    }
}
