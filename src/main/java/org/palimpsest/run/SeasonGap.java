package org.palimpsest.run;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.palimpsest.base.Notice;

/** Whether two dates lie in different times of the year, when plants, snow, water and shadows look different. */
final class SeasonGap {
    private static final int DAYS_OF_YEAR = 365;
    /** Dates closer than this in the course of the year are alike, whatever the calendar calls their seasons. */
    private static final int LEAST_DAYS = 45;
    /** Towards the equator from here there is no summer and no winter to speak of. */
    private static final double TROPIC = 23.44;

    private static final String[] NORTHERN = {"winter", "spring", "summer", "autumn"};

    private SeasonGap() {}

    /**
     * Compares two dates.
     *
     * @param before ISO 8601; a year alone says nothing of the season
     * @param after likewise
     * @param latitude in degrees; NaN where it is unknown
     * @return a sentence for the user, or empty where the dates are alike or do not tell
     */
    static Optional<Notice> between(String before, String after, double latitude) {
        Optional<LocalDate> first = day(before);
        Optional<LocalDate> second = day(after);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        int apart = Math.abs(first.get().getDayOfYear() - second.get().getDayOfYear());
        int days = Math.min(apart, DAYS_OF_YEAR - apart);
        if (days < LEAST_DAYS) {
            return Optional.empty();
        }
        if (Math.abs(latitude) > TROPIC) {
            String earlier = season(first.get(), latitude);
            String later = season(second.get(), latitude);
            if (earlier.equals(later)) {
                return Optional.empty();
            }
            return Optional.of(Notice.of(
                    "pair.seasons",
                    "The dates ({0}, {1}) are {2} days apart in the course of the year: {3} and {4}. Plants, snow, water"
                            + " and shadows differ then without lasting change; choose dates of one season where there"
                            + " are some.",
                    before,
                    after,
                    days,
                    earlier,
                    later));
        }
        return Optional.of(Notice.of(
                "pair.days",
                "The dates ({0}, {1}) are {2} days apart in the course of the year. Plants, snow, water and shadows"
                        + " differ then without lasting change; choose dates of one season where there are some.",
                before,
                after,
                days));
    }

    private static String season(LocalDate day, double latitude) {
        int quarter = day.getMonthValue() % 12 / 3;
        return NORTHERN[latitude < 0 ? (quarter + 2) % 4 : quarter];
    }

    /** The day, or the middle of the month where only that is known. */
    private static Optional<LocalDate> day(String text) {
        try {
            if (text.length() >= 10) {
                return Optional.of(LocalDate.parse(text.substring(0, 10)));
            }
            return text.length() == 7 ? Optional.of(YearMonth.parse(text).atDay(15)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
