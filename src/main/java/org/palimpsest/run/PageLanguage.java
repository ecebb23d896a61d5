package org.palimpsest.run;

import java.util.function.Function;
import org.palimpsest.base.Notice;

/**
 * The language of a page that people read.
 *
 * @param tag as HTML wants it: "en", "zh-CN"
 * @param words gives a sentence or a heading in that language
 */
public record PageLanguage(String tag, Function<Notice, String> words) {
    /** As the pages are written. */
    public static final PageLanguage ENGLISH = new PageLanguage("en", Notice::message);

    String say(Notice words) {
        return this.words.apply(words);
    }
}
