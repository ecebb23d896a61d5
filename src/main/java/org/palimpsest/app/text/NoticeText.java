package org.palimpsest.app.text;

import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/** What runs, rasters and trainings say, in the language of the window. */
public final class NoticeText {
    private NoticeText() {}

    /** The sentence in the language of the window; one that is free text, or not known here, as it was written. */
    public static String of(Notice notice) {
        String key = "notice." + notice.code();
        if (!Text.has(key)) {
            return notice.message();
        }
        String sentence =
                Text.of(key, notice.values().stream().map(NoticeText::word).toArray());
        return notice.about().isEmpty() ? sentence : Text.of("about", notice.about(), sentence);
    }

    /** Why something failed: bad input in the language of the window where it has a code, anything else in its own words. */
    public static String of(Exception failure) {
        return failure instanceof BadInputException told ? of(told.notice()) : String.valueOf(failure.getMessage());
    }

    /** A value that is one of the program's own words, such as a season, is translated too. */
    private static String word(String value) {
        String key = "notice.word." + value;
        return Text.has(key) ? Text.of(key) : value;
    }
}
