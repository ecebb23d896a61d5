package org.palimpsest.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;

/** A date of ISO 8601 as far as it is known: a year, a month, a day, or a moment. */
final class DateText {
    private static final List<Consumer<String>> FORMS =
            List.of(Year::parse, YearMonth::parse, LocalDate::parse, LocalDateTime::parse, OffsetDateTime::parse);

    private DateText() {}

    /** Gives the text back when it is such a date that exists. */
    static String check(String text) throws BadInputException {
        String trimmed = text.trim();
        for (Consumer<String> form : FORMS) {
            try {
                form.accept(trimmed);
                return trimmed;
            } catch (DateTimeException e) {
                // Perhaps it is of the next form.
            }
        }
        throw new BadInputException(
                "A date is written 2021, 2021-07, 2021-07-31 or 2021-07-31T10:15:00Z, but was \"" + text + "\".");
    }
}
