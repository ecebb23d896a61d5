package org.palimpsest.app.theme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast of the words of the window against what they stand on, after WCAG 2.1. */
class ContrastTest {
    private static final double LEAST = 4.5;

    private static final List<String[]> PAIRS = List.of(
            new String[] {"-color-fg-default", "-color-bg-default"},
            new String[] {"-color-fg-default", "-color-bg-subtle"},
            new String[] {"-color-fg-default", "-color-bg-inset"},
            new String[] {"-color-fg-default", "-color-bg-overlay"},
            new String[] {"-color-fg-muted", "-color-bg-default"},
            new String[] {"-color-fg-muted", "-color-bg-subtle"},
            new String[] {"-color-fg-muted", "-color-bg-overlay"},
            new String[] {"-color-fg-emphasis", "-color-accent-emphasis"},
            new String[] {"-color-danger-fg", "-color-bg-default"},
            new String[] {"-color-success-fg", "-color-bg-default"},
            new String[] {"-color-accent-fg", "-color-bg-inset"},
            new String[] {"-color-fg-default", "-color-accent-subtle"},
            new String[] {"-color-fg-default", "-color-warning-subtle"},
            new String[] {"-color-fg-default", "-color-danger-subtle"},
            new String[] {"-color-fg-default", "-color-neutral-subtle"});

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void words_standOutFromTheirBackground(boolean dark) throws Exception {
        String sheet = dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        Map<String, String> colours = colours(sheet.replace(".bss", ".css"));
        Color page = colour(colours, "-color-bg-default", Color.WHITE);
        for (String[] pair : PAIRS) {
            Color below = colour(colours, pair[1], page);
            double contrast = contrast(colour(colours, pair[0], below), below);
            assertTrue(
                    contrast >= LEAST,
                    () -> String.join(" on ", pair) + " has a contrast of " + contrast
                            + (dark ? " (dark)" : " (light)"));
        }
    }

    private static Map<String, String> colours(String sheet) throws Exception {
        String css;
        try (var stream = PrimerLight.class.getResourceAsStream(sheet)) {
            css = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = Pattern.compile("(-color-[\\w-]+):\\s*([^;}]+)").matcher(css);
        while (matcher.find()) {
            colours.putIfAbsent(matcher.group(1), matcher.group(2).trim());
        }
        return colours;
    }

    /** The colour as it is seen over an opaque one. */
    private static Color colour(Map<String, String> colours, String name, Color below) {
        String value = colours.get(name);
        while (value != null && value.startsWith("-color-")) {
            value = colours.get(value);
        }
        Color colour = Color.web(value);
        double alpha = colour.getOpacity();
        return Color.color(
                colour.getRed() * alpha + below.getRed() * (1 - alpha),
                colour.getGreen() * alpha + below.getGreen() * (1 - alpha),
                colour.getBlue() * alpha + below.getBlue() * (1 - alpha));
    }

    private static double contrast(Color first, Color second) {
        double a = luminance(first);
        double b = luminance(second);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
