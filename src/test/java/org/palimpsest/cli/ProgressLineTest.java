package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.palimpsest.run.RunEvent;

class ProgressLineTest {
    @Test
    void step_showsBarTilesSpeedAndTimeLeft() {
        assertEquals(
                "detect     [############------------]  50 %  12/24  8.3 Mpx/s  1:12 left",
                ProgressLine.of(new RunEvent.Step("detect", 12, 24, 8.34, 72)));
    }

    @Test
    void unknownTotalAndSpeed_areLeftOut() {
        assertEquals("polygons   7", ProgressLine.of(new RunEvent.Step("polygons", 7, 0, Double.NaN, Double.NaN)));
    }

    @Test
    void line_neverWraps() {
        String line =
                ProgressLine.of(new RunEvent.Step("detect", 123_456_789_012L, 999_999_999_999L, 12345.6, 987_654));
        assertTrue(line.length() <= 79, line);
    }

    @Test
    void duration_growsToHours() {
        assertEquals("0:07", ProgressLine.duration(7.2));
        assertEquals("2:05:00", ProgressLine.duration(7500));
    }
}
