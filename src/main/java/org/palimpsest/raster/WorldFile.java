package org.palimpsest.raster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * Reads where a picture lies from the files beside it: six numbers in a world file (.pgw, .jgw, .tfw, .wld), and
 * well-known text in a .prj file.
 *
 * <p>The numbers of a world file place the centre of the first pixel.
 */
public final class WorldFile {
    private WorldFile() {}

    /** The geotransform that a world file beside the picture gives. */
    public static Optional<GeoTransform> beside(Path picture) throws BadInputException {
        for (Path candidate : candidates(picture)) {
            if (Files.isRegularFile(candidate)) {
                return Optional.of(read(candidate));
            }
        }
        return Optional.empty();
    }

    /** The coordinate reference system that a .prj file beside the picture gives. */
    public static Optional<Crs> crsBeside(Path picture) throws BadInputException {
        Path file = picture.resolveSibling(stem(picture) + ".prj");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(Crs.parse(text(file)));
    }

    private static List<Path> candidates(Path picture) {
        String fileName = String.valueOf(picture.getFileName());
        String stem = stem(picture);
        String ending = fileName.length() > stem.length() ? fileName.substring(stem.length() + 1) : "";
        List<String> endings = new ArrayList<>();
        if (ending.length() >= 2) {
            endings.add("" + ending.charAt(0) + ending.charAt(ending.length() - 1) + "w");
            endings.add(ending + "w");
        }
        endings.add("wld");
        List<Path> paths = new ArrayList<>();
        for (String candidate : endings) {
            paths.add(picture.resolveSibling(stem + "." + candidate));
            paths.add(picture.resolveSibling(stem + "." + candidate.toUpperCase(Locale.ROOT)));
        }
        return paths;
    }

    private static String stem(Path picture) {
        String fileName = String.valueOf(picture.getFileName());
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private static GeoTransform read(Path file) throws BadInputException {
        String[] lines = text(file).trim().split("\\s+");
        try {
            double[] n = new double[6];
            for (int i = 0; i < 6; i++) {
                n[i] = Double.parseDouble(lines[i].replace(',', '.'));
            }
            GeoTransform centres = new GeoTransform(n[4], n[0], n[2], n[5], n[1], n[3]);
            return centres.translate(-0.5, -0.5);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadInputException(
                    "The world file " + file + " does not hold six numbers that place a picture. Mend or remove it.",
                    e);
        }
    }

    private static String text(Path file) throws BadInputException {
        try {
            if (Files.size(file) > 1 << 16) {
                throw new BadInputException(file + " is too long for what its name says. Mend or remove it.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
