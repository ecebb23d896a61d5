package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.shell.CursorValues.Value;

class CursorValuesTest {
    @Test
    void sameBands_areNamedOnce() {
        assertEquals(
                "B3 1203 → 1544   B2 988 → –",
                CursorValues.text(
                        List.of(new Value(3, "1203"), new Value(2, "988")),
                        List.of(new Value(3, "1544"), new Value(2, "–"))));
    }

    @Test
    void differentBands_areNamedBoth_andAMissingDateIsADash() {
        assertEquals(
                "B3 1203 → B1 57   B2 988 → –",
                CursorValues.text(List.of(new Value(3, "1203"), new Value(2, "988")), List.of(new Value(1, "57"))));
        assertEquals("– → B1 57", CursorValues.text(List.of(), List.of(new Value(1, "57"))));
        assertEquals("", CursorValues.text(List.of(), List.of()));
    }
}
