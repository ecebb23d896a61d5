package org.palimpsest.raster.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;

class SampleUnitTest {
    @Test
    void aUnit_isAWordWithScaleAndOffset() throws Exception {
        SampleUnit unit = SampleUnit.parse("Reflectance:scale=0.0001,offset=-0.1");
        assertEquals(SampleUnit.Kind.REFLECTANCE, unit.kind());
        assertEquals(Optional.of(new SampleUnit.Scaling(0.0001, -0.1)), unit.scaling());
        assertEquals(Optional.empty(), SampleUnit.parse("db").scaling());
        assertEquals(
                Optional.of(new SampleUnit.Scaling(1, 3)),
                SampleUnit.parse("amplitude:offset=3").scaling());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "decibel", "db:", "db:scale", "db:gain=2", "db:scale=x", "db:scale=0", "dn:offset=1e999"})
    void whatIsNoUnit_isSaid(String text) {
        assertThrows(BadInputException.class, () -> SampleUnit.parse(text));
    }

    @Test
    void radarBecomesIntensity_andWhatCannotBeComparedIsRefused() throws Exception {
        assertEquals(
                SampleUnit.Kind.INTENSITY,
                CommonUnit.of(Optional.of("db"), Optional.of("amplitude"))
                        .orElseThrow()
                        .kind());
        assertEquals(
                SampleUnit.Kind.REFLECTANCE,
                CommonUnit.of(Optional.of("reflectance"), Optional.of("reflectance:scale=0.0001"))
                        .orElseThrow()
                        .kind());
        assertTrue(CommonUnit.of(Optional.empty(), Optional.empty()).isEmpty());
        assertThrows(BadInputException.class, () -> CommonUnit.of(Optional.of("db"), Optional.empty()));
        assertThrows(BadInputException.class, () -> CommonUnit.of(Optional.of("db"), Optional.of("reflectance")));
        assertThrows(BadInputException.class, () -> CommonUnit.of(Optional.of("dn"), Optional.of("reflectance")));
    }
}
