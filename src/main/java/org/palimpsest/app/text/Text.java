package org.palimpsest.app.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * The window's words in the chosen language: English, or Simplified Chinese.
 *
 * <p>The language is set once at start, before the window is built; a change takes effect at the next start or rebuild of
 * the window. Numbers in sentences follow the language too.
 */
public final class Text {
    private static final String BUNDLE = "org.palimpsest.app.text.messages";

    private static volatile ResourceBundle words = load(Locale.getDefault(Locale.Category.DISPLAY));

    private Text() {}

    /** Chooses the language; anything but Chinese is English. */
    public static void use(Locale locale) {
        words = load(locale);
    }

    /** The language in use. */
    public static Locale locale() {
        return "zh".equals(words.getLocale().getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** The words for a key, with {@code {0}}, {@code {1}}, ... replaced by the arguments. */
    public static String of(String key, Object... arguments) {
        String pattern;
        try {
            pattern = words.getString(key);
        } catch (MissingResourceException e) {
            return key;
        }
        return arguments.length == 0 && pattern.indexOf('\'') < 0 && pattern.indexOf('{') < 0
                ? pattern
                : new MessageFormat(pattern, locale()).format(arguments);
    }

    /** Tells whether there are words for a key. */
    public static boolean has(String key) {
        return words.containsKey(key);
    }

    /** All keys, for checks. */
    static Set<String> keys() {
        return words.keySet();
    }

    private static ResourceBundle load(Locale locale) {
        boolean chinese = "zh".equals(locale.getLanguage());
        return ResourceBundle.getBundle(
                BUNDLE,
                chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
