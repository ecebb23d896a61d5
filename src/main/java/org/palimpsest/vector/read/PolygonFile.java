package org.palimpsest.vector.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * Opens vector files by what they hold, whatever they are called: GeoJSON, well-known text, GeoPackage or shapefile.
 *
 * <p>A GeoPackage of several layers is named as QGIS does it: {@code FILE.gpkg|layername=NAME}.
 */
public final class PolygonFile {
    private static final String LAYER = "|layername=";
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SHAPEFILE = 9994;
    private static final List<String> ENDINGS = List.of(".geojson", ".json", ".gpkg", ".shp", ".wkt");
    private static final List<String> SHAPEFILE_PARTS = List.of(".shx", ".dbf", ".prj", ".cpg");

    private PolygonFile() {}

    /** Tells by its name whether a file may hold polygons. */
    public static boolean hasVectorName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /**
     * Reads a layer.
     *
     * @param spec a path, or for one layer of several {@code FILE.gpkg|layername=NAME}; messages repeat it
     * @throws BadInputException when no such file is there, it is damaged or of another kind, or it has several layers and none
     *     is named
     */
    public static VectorLayer read(String spec) throws BadInputException {
        int at = spec.indexOf(LAYER);
        Optional<String> layer = at < 0 ? Optional.empty() : Optional.of(spec.substring(at + LAYER.length()));
        Path file = existing(at < 0 ? spec : spec.substring(0, at));
        byte[] start = start(file);
        if (startsWith(start, SQLITE)) {
            return GeoPackageReader.read(file, layer);
        }
        if (layer.isPresent()) {
            throw new BadInputException("Only a GeoPackage has layers with names, and " + file + " is none. Leave \""
                    + LAYER + layer.get() + "\" out.");
        }
        if (start.length >= 4 && bigEndian(start) == SHAPEFILE) {
            return ShapefileReader.read(file);
        }
        return TextPolygons.read(file);
    }

    /** The names of the layers to choose among; a single empty name where the file is one layer. */
    public static List<String> layers(Path file) throws BadInputException {
        return startsWith(start(existing(file.toString())), SQLITE) ? GeoPackageReader.layers(file) : List.of("");
    }

    /** How {@link #read} is told which layer of a file is meant. */
    public static String spec(Path file, String layer) {
        return layer.isEmpty() ? file.toString() : file + LAYER + layer;
    }

    /** The files that make up what {@link #read} reads. */
    public static List<Path> files(String spec) throws BadInputException {
        int at = spec.indexOf(LAYER);
        Path file = existing(at < 0 ? spec : spec.substring(0, at));
        List<Path> files = new ArrayList<>(List.of(file));
        for (String ending : SHAPEFILE_PARTS) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".shp")) {
                ShapefileReader.sibling(file, ending.substring(1)).ifPresent(files::add);
            }
        }
        return files;
    }

    private static Path existing(String text) throws BadInputException {
        Path file;
        try {
            file = Path.of(text.trim());
        } catch (InvalidPathException e) {
            throw new BadInputException("\"" + text.trim() + "\" is not the name of a file.", e);
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("There is no file " + file + ". Check the path.");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (SHAPEFILE_PARTS.stream().anyMatch(name::endsWith)) {
            throw new BadInputException(file + " is a part of a shapefile. Name its .shp file.");
        }
        return file;
    }

    private static byte[] start(Path file) throws BadInputException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SQLITE.length);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read. Check its permissions.", e);
        }
    }

    private static boolean startsWith(byte[] start, byte[] magic) {
        return java.util.Arrays.equals(start, magic);
    }

    private static int bigEndian(byte[] start) {
        return java.nio.ByteBuffer.wrap(start).getInt();
    }
}
