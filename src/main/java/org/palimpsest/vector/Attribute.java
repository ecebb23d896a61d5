package org.palimpsest.vector;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of an attribute table, the same in every format.
 *
 * @param name of which shapefiles hold the first 10 characters
 * @param type of its values
 * @param width characters in a shapefile's table
 * @param decimals digits after the point; values are rounded to them in every format, so that all hold the same number
 * @param getter the value of a polygon: a Long, Double or String, or null where nothing is known
 */
record Attribute<P>(String name, Type type, int width, int decimals, Function<P, @Nullable Object> getter) {
    /** What a column holds. */
    enum Type {
        /** Long. */
        INTEGER,
        /** Double. */
        REAL,
        /** String. */
        TEXT
    }

    /** A column of whole numbers. */
    static <P> Attribute<P> integer(String name, int width, ToLongFunction<P> getter) {
        return new Attribute<>(name, Type.INTEGER, width, 0, getter::applyAsLong);
    }

    /** A column of numbers that are rounded to some decimals; nothing is known where one is not finite. */
    static <P> Attribute<P> real(String name, int width, int decimals, ToDoubleFunction<P> getter) {
        return new Attribute<>(name, Type.REAL, width, decimals, p -> {
            double value = getter.applyAsDouble(p);
            return Double.isFinite(value) ? (Object) rounded(value, decimals) : null;
        });
    }

    /** A column of texts. */
    static <P> Attribute<P> text(String name, int width, Function<P, @Nullable String> getter) {
        return new Attribute<>(name, Type.TEXT, width, 0, getter::apply);
    }

    /** The value of a polygon: a Long, Double or String, or null where nothing is known. */
    @Nullable
    Object value(P polygon) {
        return getter.apply(polygon);
    }

    private static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        double scaled = value * scale;
        // Beyond 2^52 a double has no digits after the point to round.
        return Math.abs(scaled) < 1L << 52 ? Math.rint(scaled) / scale : value;
    }
}
