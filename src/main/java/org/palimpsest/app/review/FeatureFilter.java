package org.palimpsest.app.review;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.app.layer.Feature;

/** A filter as people type it: {@code area_m2 > 500}, {@code score_mean >= 0.7}, or letters that an attribute contains. */
public interface FeatureFilter extends Predicate<Feature> {
    /** The shape of a comparison. */
    Pattern COMPARISON = Pattern.compile("\\s*(\\w+)\\s*(<=|>=|<|>|=)\\s*(-?[0-9.]+(?:[eE]-?\\d+)?)\\s*");

    /** Reads a filter; an empty text lets everything pass. */
    static FeatureFilter parse(String text) {
        if (text.isBlank()) {
            return feature -> true;
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            return compare(comparison.group(1), comparison.group(2), number(comparison.group(3)));
        }
        String letters = text.trim().toLowerCase(Locale.ROOT);
        return feature -> feature.attributes().values().stream()
                .anyMatch(value -> value instanceof String word
                        && word.toLowerCase(Locale.ROOT).contains(letters));
    }

    private static FeatureFilter compare(String name, String operator, double limit) {
        return feature -> {
            double value = feature.number(name);
            return switch (operator) {
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case ">" -> value > limit;
                case ">=" -> value >= limit;
                default -> value == limit;
            };
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
