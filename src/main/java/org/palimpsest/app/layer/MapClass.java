package org.palimpsest.app.layer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * One class of a map of classes: what its number means and how it is painted.
 *
 * @param value in the raster, 0 to 254
 * @param argb its colour
 */
public record MapClass(int value, String label, int argb) {
    private static final String RUN_PRODUCT = "classes.tif";
    private static final Pattern ENTRY = Pattern.compile(
            "<paletteEntry value=\"(\\d{1,3})\" label=\"([^\"]*)\" color=\"#([0-9a-f]{6})\" alpha=\"(\\d{1,3})\"/>");

    /**
     * The classes of a run's {@code classes.tif}, from the QGIS style beside it; none for any other raster, or without the
     * style.
     *
     * @throws BadInputException when the style is there but cannot be read
     */
    static List<MapClass> beside(Path raster) throws BadInputException {
        Path style = raster.resolveSibling("classes.qml");
        if (!raster.endsWith(RUN_PRODUCT) || !Files.isRegularFile(style)) {
            return List.of();
        }
        try {
            List<MapClass> classes = new ArrayList<>();
            Matcher entry = ENTRY.matcher(Files.readString(style, StandardCharsets.UTF_8));
            while (entry.find()) {
                int alpha = Math.min(255, Integer.parseInt(entry.group(4)));
                classes.add(new MapClass(
                        Integer.parseInt(entry.group(1)),
                        entry.group(2)
                                .replace("&quot;", "\"")
                                .replace("&lt;", "<")
                                .replace("&amp;", "&"),
                        alpha << 24 | Integer.parseInt(entry.group(3), 16)));
            }
            return List.copyOf(classes);
        } catch (IOException e) {
            throw new BadInputException("The colours of the classes in " + style + " cannot be read.", e);
        }
    }
}
