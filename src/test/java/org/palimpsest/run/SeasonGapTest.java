package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeasonGapTest {
    @Test
    void summerAndWinter_areNamedByHemisphere() {
        String north = SeasonGap.between("2019-07-02", "2020-01-10T10:00:00Z", 48)
                .orElseThrow()
                .message();
        assertTrue(north.contains("summer and winter"), north);
        String south =
                SeasonGap.between("2019-07", "2020-01-10", -33).orElseThrow().message();
        assertTrue(south.contains("winter and summer"), south);
        String tropics =
                SeasonGap.between("2019-07-02", "2020-01-10", 5).orElseThrow().message();
        assertTrue(tropics.contains("173 days") && !tropics.contains("summer"), tropics);
    }

    @Test
    void datesOfOneSeason_ofYearsAlone_orThatAreNone_sayNothing() {
        assertEquals(Optional.empty(), SeasonGap.between("2015-05-20", "2021-06-28", 48));
        // Both in summer, though 61 days apart.
        assertEquals(Optional.empty(), SeasonGap.between("2015-08-21", "2017-06-21", 48));
        // Either side of the new year.
        assertEquals(Optional.empty(), SeasonGap.between("2015-12-20", "2021-01-10", 48));
        assertEquals(Optional.empty(), SeasonGap.between("2015", "2021-01-10", 48));
        assertEquals(Optional.empty(), SeasonGap.between("in July", "2021-01-10", 48));
    }
}
