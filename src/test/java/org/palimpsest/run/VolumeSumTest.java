package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.HeightError;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PixelMetric;

/** Cut, fill and their uncertainty, by hand on six pixels of one unit of area. */
class VolumeSumTest {
    @Test
    void changedPixels_areSummedBySign_withBothUncertainties() {
        VolumeSum sum = new VolumeSum(PixelMetric.of(Grid.ofPixels(3, 2)));
        sum.add(new Window(0, 0, 3, 2), new byte[] {1, 1, 1, 0, 1, (byte) 255}, new float[] {
            2, -3, 4, 100, -0.5f, Float.NaN
        });
        JsonObject volume = sum.describe(new HeightError(0.5, 0.95));
        assertEquals(6, volume.get("fillCubicMetres").getAsDouble(), 1e-9);
        assertEquals(3.5, volume.get("cutCubicMetres").getAsDouble(), 1e-9);
        assertEquals(2.5, volume.get("netCubicMetres").getAsDouble(), 1e-9);
        // 1.959964 times 0.5 metres; times the root of 4 pixels where errors are independent, times 4 where they are
        // one.
        assertEquals(0.979982, volume.get("levelOfDetectionMetres").getAsDouble(), 1e-6);
        assertEquals(1.959964, volume.get("uncertaintyIndependentCubicMetres").getAsDouble(), 1e-6);
        assertEquals(3.919928, volume.get("uncertaintyCommonCubicMetres").getAsDouble(), 1e-6);
    }
}
