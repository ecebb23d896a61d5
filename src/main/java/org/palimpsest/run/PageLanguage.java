package org.palimpsest.run;

import java.util.function.UnaryOperator;

/**
 * The language of a page that people read.
 *
 * @param tag as HTML wants it: "en", "zh-CN"
 * @param words gives a text, which is written in English, in that language
 */
public record PageLanguage(String tag, UnaryOperator<String> words) {
    /** As the pages are written. */
    public static final PageLanguage ENGLISH = new PageLanguage("en", UnaryOperator.identity());

    String say(String english) {
        return words.apply(english);
    }
}
