package org.palimpsest.raster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.tiff.TiffRaster;

/** Opens rasters by the path that a user gives. */
public final class Rasters {
    private static final int START_BYTES = 16;

    private Rasters() {}

    /**
     * Opens a raster.
     *
     * <p>A path names a GeoTIFF, BigTIFF or COG, or a PNG or JPEG image with or without a world file beside it. {@code
     * a.tif,b.tif} stacks the bands of several files of one date; {@code mosaic:list.txt} joins the tiles that a list names.
     *
     * @param spec what the user gave; messages repeat it
     * @throws BadInputException when nothing readable is there; the one sentence says what is wrong and what to do
     */
    public static Raster open(String spec) throws BadInputException {
        if (spec.startsWith(Mosaic.PREFIX)) {
            return Mosaic.open(spec);
        }
        return spec.contains(",") && !new File(spec).exists() ? BandStack.open(spec) : openFile(spec);
    }

    /** Opens one file. */
    static Raster openFile(String spec) throws BadInputException {
        Path path = existingFile(spec);
        byte[] start = start(path, spec);
        if (start.length == 0) {
            throw new BadInputException(spec + " is empty (0 bytes). Get the file again.");
        }
        if (TiffRaster.isTiff(start)) {
            return TiffRaster.open(path, spec);
        }
        if (PictureRaster.isPicture(start)) {
            return PictureRaster.open(path, spec);
        }
        throw new BadInputException(spec
                + " is not an image that can be read here. GeoTIFF, PNG and JPEG can; convert others first, for example "
                + "with \"gdal_translate IN OUT.tif\".");
    }

    private static Path existingFile(String spec) throws BadInputException {
        Path path;
        try {
            path = Path.of(spec);
        } catch (InvalidPathException e) {
            throw new BadInputException("\"" + spec + "\" is not a path: " + e.getReason() + ".", e);
        }
        if (Files.isDirectory(path)) {
            throw new BadInputException(spec + " is a folder. Name the raster file inside it.");
        }
        if (!Files.exists(path)) {
            throw new BadInputException("There is no file " + spec + ". Check the spelling and the folder.");
        }
        return path;
    }

    private static byte[] start(Path path, String spec) throws BadInputException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(START_BYTES);
        } catch (IOException e) {
            throw new BadInputException(spec + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
