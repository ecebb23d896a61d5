package org.palimpsest.app.shell;

import java.util.Locale;

/** How numbers are written in the window: few digits, a thin space between thousands, units after them. */
final class Numbers {
    private static final char THIN_SPACE = '\u202F';

    private Numbers() {}

    /** Three significant digits, or all digits of a large whole number. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value).replace(',', THIN_SPACE);
        }
        if (size != 0 && size < 0.001) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size == 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** Hours, minutes and seconds: 1:12 or 2:05:09. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return "–";
        }
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
