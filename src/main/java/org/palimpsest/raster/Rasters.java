package org.palimpsest.raster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.gdal.GdalLibrary;
import org.palimpsest.raster.gdal.GdalRaster;
import org.palimpsest.raster.scene.SceneFolder;
import org.palimpsest.raster.tiff.TiffRaster;
import org.palimpsest.raster.tiff.UnknownLayoutException;

/** Opens rasters by the path that a user gives. */
public final class Rasters {
    private static final int START_BYTES = 16;

    private Rasters() {}

    /**
     * Opens a raster.
     *
     * <p>A path names a GeoTIFF, BigTIFF or COG, or a PNG or JPEG image with or without a world file beside it. {@code
     * a.tif,b.tif} stacks the bands of several files of one date; {@code mosaic:list.txt} joins the tiles that a list names. A
     * folder, or the metadata file in it, is a scene ({@link SceneFolder}). Other formats are read through GDAL's library.
     * What is said after {@code #} lays a file that does not say itself where it lies.
     *
     * @param spec what the user gave; messages repeat it
     * @throws BadInputException when nothing readable is there; the one sentence says what is wrong and what to do
     */
    public static Raster open(String spec) throws BadInputException {
        if (spec.startsWith(Mosaic.PREFIX)) {
            return Mosaic.open(spec);
        }
        Optional<SceneFolder> scene = SceneFolder.find(spec);
        if (scene.isPresent()) {
            return scene.get().open(spec);
        }
        return spec.contains(",") && !new File(spec).exists() ? BandStack.open(spec) : openFile(spec);
    }

    /** Opens one file, and lays it where the user says it lies ({@link StatedPlace}). */
    static StoredRaster openFile(String spec) throws BadInputException {
        Optional<StatedPlace> place = StatedPlace.find(spec);
        if (place.isEmpty()) {
            return openPlainFile(spec);
        }
        StoredRaster raster = openPlainFile(place.get().file());
        boolean done = false;
        try {
            StoredRaster placed = place.get().apply(raster, spec);
            done = true;
            return placed;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    private static StoredRaster openPlainFile(String spec) throws BadInputException {
        Path path = existingFile(spec);
        byte[] start = start(path, spec);
        if (start.length == 0) {
            throw new BadInputException(spec + " is empty (0 bytes). Get the file again.");
        }
        if (PictureRaster.isPicture(start)) {
            return PictureRaster.open(path, spec);
        }
        return TiffRaster.isTiff(start) ? openTiff(path, spec) : openOther(path, spec);
    }

    private static StoredRaster openTiff(Path path, String spec) throws BadInputException {
        try {
            return TiffRaster.open(path, spec);
        } catch (UnknownLayoutException e) {
            if (GdalLibrary.version().isPresent()) {
                return GdalRaster.open(path, spec);
            }
            throw new BadInputException(
                    e.getMessage() + " GDAL's library would read it, but is not installed here: "
                            + GdalLibrary.HOW_TO_INSTALL + ", or convert the file where GDAL is: \"gdal_translate -co "
                            + "COMPRESS=DEFLATE IN OUT.tif\".",
                    e);
        }
    }

    private static StoredRaster openOther(Path path, String spec) throws BadInputException {
        if (GdalLibrary.version().isPresent()) {
            return GdalRaster.open(path, spec);
        }
        throw new BadInputException(
                spec + " is neither GeoTIFF, PNG nor JPEG. Other formats (JPEG 2000, VRT, ENVI, ERDAS "
                        + "and more) are read through GDAL's library, which is not installed here: "
                        + GdalLibrary.HOW_TO_INSTALL
                        + ", or convert the file where GDAL is: \"gdal_translate IN OUT.tif\".");
    }

    private static Path existingFile(String spec) throws BadInputException {
        Path path;
        try {
            path = Path.of(spec);
        } catch (InvalidPathException e) {
            throw new BadInputException("\"" + spec + "\" is not a path: " + e.getReason() + ".", e);
        }
        if (Files.isDirectory(path)) {
            throw new BadInputException(
                    Notice.of("raster.folder", "{0} is a folder. Name the raster file inside it.", spec));
        }
        if (!Files.exists(path)) {
            throw new BadInputException(
                    Notice.of("raster.none", "There is no file {0}. Check the spelling and the folder.", spec));
        }
        return path;
    }

    private static byte[] start(Path path, String spec) throws BadInputException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(START_BYTES);
        } catch (IOException e) {
            throw new BadInputException(
                    Notice.of("raster.unreadable", "{0} cannot be read: {1}.", spec, String.valueOf(e.getMessage())),
                    e);
        }
    }
}
