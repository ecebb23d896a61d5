package org.palimpsest.base;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that the program says to its user: in English, and as a code with values, so that a window can say it in its own
 * language.
 *
 * @param code names the sentence; empty for free text, such as a library's own words
 * @param values what differs from one such sentence to another, written out, in the order of their numbers in the English
 *     sentence
 * @param about a file, or anything else with a name, that the sentence is about without naming it; mostly empty
 * @param message the sentence in English, with what it is about
 */
public record Notice(String code, List<String> values, String about, String message) implements Serializable {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    public Notice {
        values = List.copyOf(values);
    }

    /**
     * A sentence with a code.
     *
     * @param code as the window's words know it, below {@code notice.}
     * @param english the sentence, with {@code {0}}, {@code {1}}, ... where the values stand
     * @param values texts and whole numbers; other numbers are written out before, so that every language has the same digits
     */
    public static Notice of(String code, String english, Object... values) {
        List<String> texts = Arrays.stream(values).map(String::valueOf).toList();
        String message = PLACE.matcher(english)
                .replaceAll(place -> Matcher.quoteReplacement(texts.get(Integer.parseInt(place.group(1)))));
        return new Notice(code, texts, "", message);
    }

    /** Words without a code, which are the same in every language of the window. */
    public static Notice plain(String message) {
        return new Notice("", List.of(), "", message);
    }

    /** The same sentence with the name of what it is about before it. */
    public Notice about(String name) {
        String whole = name + ": " + message;
        return code.isEmpty() ? plain(whole) : new Notice(code, values, name, whole);
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        return message;
    }
}
