package org.palimpsest.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.ColourTable;

/**
 * What the values of a class map mean and how they are painted: as the colour table in the file, and as a QGIS style of the
 * file's name beside it.
 *
 * @param classes in the order of the legend
 */
public record ClassLegend(List<Entry> classes) {
    private static final int NODATA = 255;

    public ClassLegend {
        classes = List.copyOf(classes);
    }

    /**
     * One class.
     *
     * @param value in the raster, 0 to 254
     * @param label for people
     * @param colour {@code 0xRRGGBB}
     * @param shown whether QGIS paints it, or lets what lies below be seen
     */
    public record Entry(int value, String label, int colour, boolean shown) {
        public Entry {
            if (value < 0 || value >= NODATA) {
                throw new IllegalArgumentException("A class is 0 to 254, but was " + value + ".");
            }
        }

        private String css() {
            return String.format("#%06x", colour);
        }
    }

    /** The colour table for the file. */
    public ColourTable colours() {
        Map<Integer, Integer> colours = new HashMap<>();
        classes.forEach(entry -> colours.put(entry.value, entry.colour));
        colours.put(NODATA, 0);
        return new ColourTable(colours);
    }

    /** Writes the QGIS style (3.22 and later) of a raster, {@code classes.qml} say. */
    public void writeStyle(Path target) throws BadInputException {
        try {
            AtomicFile.writeText(target, style());
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    private String style() {
        StringBuilder entries = new StringBuilder();
        for (Entry entry : classes) {
            entries.append("        <paletteEntry value=\"")
                    .append(entry.value)
                    .append("\" label=\"")
                    .append(entry.label
                            .replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace("\"", "&quot;"))
                    .append("\" color=\"")
                    .append(entry.css())
                    .append("\" alpha=\"")
                    .append(entry.shown ? 255 : 0)
                    .append("\"/>\n");
        }
        return """
                <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
                <qgis version="3.22.0" styleCategories="Symbology">
                  <pipe>
                    <rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1" nodataColor="">
                      <rasterTransparency/>
                      <colorPalette>
                %s      </colorPalette>
                    </rasterrenderer>
                    <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
                    <huesaturation saturation="0" grayscaleMode="0" colorizeOn="0" colorizeStrength="100" colorizeRed="255" colorizeGreen="128" colorizeBlue="128"/>
                    <rasterresampler maxOversampling="2"/>
                  </pipe>
                  <blendMode>0</blendMode>
                </qgis>
                """
                .formatted(entries);
    }
}
