package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;

class DateTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"2021", "2021-07", "2021-07-31", "2021-07-31T10:15:00", "2021-07-31T10:15:00Z"})
    void check_acceptsIsoDatesOfAnyPrecision(String text) throws BadInputException {
        assertEquals(text, DateText.check(" " + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31.07.2021", "2021-02-30", "2021-13", "yesterday", ""})
    void check_refusesOtherFormsAndDaysThatNeverWere(String text) {
        assertThrows(BadInputException.class, () -> DateText.check(text));
    }
}
