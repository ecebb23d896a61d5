package org.palimpsest.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** What of a mask becomes an object, on windows small enough to count by hand. */
class ChangeObjectTest {
    private static final Window WINDOW = new Window(-2, 10, 8, 6);
    private static final Window CORE = new Window(0, 12, 4, 2);

    @Test
    void pixelsAboveOneHalfInTheCore_areTheObject_andTheirMeanItsScore() {
        float[] mask = new float[48];
        mask[WINDOW.index(1, 12)] = 0.75f;
        mask[WINDOW.index(2, 13)] = 1;
        mask[WINDOW.index(2, 12)] = 0.5f;
        ChangeObject object = of(mask, all()).orElseThrow();
        assertEquals(new Window(1, 12, 2, 2), object.bounds());
        assertEquals(bits(0, 3), object.pixels());
        assertEquals(0.875, object.maskScore(), 0);
        assertEquals(0.625, object.classScore(), 0);
        assertEquals(7, object.query());
        assertEquals(1, object.objectClass());
        assertFalse(object.cut());
    }

    @Test
    void onlyWhatGoesOnBeyondTheCore_isCut() {
        float[] mask = new float[48];
        mask[WINDOW.index(0, 12)] = 0.75f;
        assertFalse(of(mask, all()).orElseThrow().cut());
        mask[WINDOW.index(-1, 12)] = 0.75f;
        assertTrue(of(mask, all()).orElseThrow().cut());
        // What was not observed is no part of the object, inside the core and outside.
        boolean[] valid = all();
        valid[WINDOW.index(-1, 12)] = false;
        assertFalse(of(mask, valid).orElseThrow().cut());
        valid[WINDOW.index(0, 12)] = false;
        assertEquals(Optional.empty(), of(mask, valid));
    }

    @Test
    void whereTheWindowEndsWithTheCore_anObjectAtItsBorderMayGoOn() {
        PixelBlock block = PixelBlock.empty(CORE, 1);
        float[] mask = new float[8];
        mask[CORE.index(3, 13)] = 1;
        boolean[] valid = new boolean[8];
        Arrays.fill(valid, true);
        assertTrue(ChangeObject.of(new PairWindow(block, block, valid), CORE, mask, 0, 1, 1)
                .orElseThrow()
                .cut());
    }

    @Test
    void aMaskOutsideTheCore_isNoObject() {
        float[] mask = new float[48];
        mask[WINDOW.index(4, 12)] = 1;
        assertEquals(Optional.empty(), of(mask, all()));
    }

    private static Optional<ChangeObject> of(float[] mask, boolean[] valid) {
        PixelBlock block = PixelBlock.empty(WINDOW, 1);
        return ChangeObject.of(new PairWindow(block, block, valid), CORE, mask, 7, 1, 0.625);
    }

    private static boolean[] all() {
        boolean[] valid = new boolean[48];
        Arrays.fill(valid, true);
        return valid;
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
