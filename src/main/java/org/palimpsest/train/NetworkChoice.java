package org.palimpsest.train;

/** Reads the options of a network, which may be numbers, words, or true and false. */
final class NetworkChoice {
    private NetworkChoice() {}

    /** The option that a text stands for. */
    static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
