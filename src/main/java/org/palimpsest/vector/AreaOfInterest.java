package org.palimpsest.vector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Grid;
import org.palimpsest.vector.read.PolygonFeature;
import org.palimpsest.vector.read.PolygonFile;
import org.palimpsest.vector.read.RingPolygon;
import org.palimpsest.vector.read.TextPolygons;
import org.palimpsest.vector.read.VectorLayer;

/**
 * Reads where the user wants to look, or not to look, and lays it onto a grid.
 *
 * <p>An area is well-known text in longitude and latitude; {@code SRID=n;} and well-known text in the coordinates of EPSG:n
 * ({@code SRID=0;} means the grid's own coordinates); or a file of polygons: GeoJSON, well-known text, GeoPackage or
 * shapefile, in the system that the file states.
 */
public final class AreaOfInterest {
    private AreaOfInterest() {}

    /**
     * The pixels of the grid that an area covers.
     *
     * @throws BadInputException when the text is neither an area nor a file of one, or cannot be laid onto the grid
     */
    public static PolygonRaster parse(String text, Grid grid) throws BadInputException {
        return parse(List.of(text), grid);
    }

    /** The pixels that any of several areas covers. */
    public static PolygonRaster parse(List<String> texts, Grid grid) throws BadInputException {
        List<RingPolygon> pixels = new ArrayList<>();
        for (String text : texts) {
            String name = "The area \"" + abbreviate(text) + "\"";
            VectorLayer layer = read(name, text);
            if (layer.features().isEmpty()) {
                throw new BadInputException(name + " holds no polygon.");
            }
            pixels.addAll(place(name, layer, grid, isOwnCoordinates(text)));
        }
        return new PolygonRaster(pixels);
    }

    /**
     * The pixels of the grid that the polygons of a layer cover.
     *
     * @param name how messages call the polygons
     * @throws BadInputException when it is not known where the polygons or the grid lie
     */
    public static PolygonRaster lay(String name, VectorLayer layer, Grid grid) throws BadInputException {
        return new PolygonRaster(place(name, layer, grid, false));
    }

    private static List<RingPolygon> place(String name, VectorLayer layer, Grid grid, boolean own)
            throws BadInputException {
        List<RingPolygon> pixels = new ArrayList<>();
        PixelPlacement placement = PixelPlacement.of(name, layer.crs(), grid, own);
        for (PolygonFeature feature : layer.features()) {
            for (RingPolygon polygon : feature.polygons()) {
                placement.place(polygon).ifPresent(pixels::add);
            }
        }
        return pixels;
    }

    /** The files that an area is read from; none where it is well-known text. */
    public static List<Path> files(String text) throws BadInputException {
        return TextPolygons.isWellKnownText(text) ? List.of() : PolygonFile.files(text.trim());
    }

    private static VectorLayer read(String name, String text) throws BadInputException {
        if (TextPolygons.isWellKnownText(text)) {
            return TextPolygons.parse(name, text);
        }
        try {
            return PolygonFile.read(text.trim());
        } catch (BadInputException e) {
            throw new BadInputException(
                    name + " cannot be used: " + e.getMessage()
                            + " An area is well-known text such as POLYGON((...)), or a file of polygons: GeoJSON,"
                            + " well-known text, GeoPackage or shapefile.",
                    e);
        }
    }

    private static boolean isOwnCoordinates(String text) {
        return text.stripLeading().startsWith("SRID");
    }

    private static String abbreviate(String text) {
        String line = text.trim().replaceAll("\\s+", " ");
        return line.length() <= 60 || !TextPolygons.isWellKnownText(text) ? line : line.substring(0, 57) + "...";
    }
}
