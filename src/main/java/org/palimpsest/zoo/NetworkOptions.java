package org.palimpsest.zoo;

import java.util.HashMap;
import java.util.Map;

/**
 * The choices a network is built with, by name: {@code bands}, {@code classes} and what its variants need
 * ({@code pooling}, {@code backbone}). A name that is not given has its default.
 */
public record NetworkOptions(Map<String, Object> values) {
    public static final NetworkOptions DEFAULT = new NetworkOptions(Map.of());

    public NetworkOptions {
        values = Map.copyOf(values);
    }

    /** These options and one more. */
    public NetworkOptions with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return new NetworkOptions(more);
    }

    /** Bands of each image; 3 unless said otherwise. */
    public int bands() {
        return integer("bands", 3);
    }

    /** Classes of the output, no change first; 2 unless said otherwise. */
    public int classes() {
        return integer("classes", 2);
    }

    public int integer(String name, int otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new IllegalArgumentException("Option " + name + " must be a whole number, but was " + value + ".");
    }

    public double real(String name, double otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("Option " + name + " must be a number, but was " + value + ".");
    }

    public boolean flag(String name, boolean otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("Option " + name + " must be true or false, but was " + value + ".");
    }

    public String text(String name, String otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Option " + name + " must be a text, but was " + value + ".");
    }
}
