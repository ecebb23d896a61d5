package org.palimpsest.app.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Raster;

/**
 * An open raster file with the state in which it was found.
 *
 * <p>Caches are keyed by {@link Key}, so pixels of a file that was replaced on the disk are never taken for the new ones.
 */
public record RasterSource(Path path, Raster raster, Key key) {
    /**
     * Identity of a file's content: where, how large, how new.
     *
     * @param generation rises while coarser levels of the file, or the pixels of a run that is going on, are being added
     */
    public record Key(Path path, long bytes, long modifiedMilliseconds, int generation) {}

    /** The same source with more of its coarser levels built. */
    RasterSource next() {
        return new RasterSource(
                path, raster, new Key(key.path(), key.bytes(), key.modifiedMilliseconds(), key.generation() + 1));
    }

    /** Opens rasters; takes its time, and so is called from workers only. */
    @FunctionalInterface
    public interface Opener {
        Raster open(Path path) throws BadInputException;
    }

    /** A raster that is no file of its own, kept at a path. */
    public static RasterSource of(Path path, Raster raster) {
        return new RasterSource(path, raster, new Key(path.toAbsolutePath().normalize(), -1, System.nanoTime(), 0));
    }

    /** Opens a file for display. */
    public static RasterSource open(Path path, Opener opener) throws BadInputException {
        Raster raster = opener.open(path);
        return new RasterSource(path, raster, keyOf(path));
    }

    private static Key keyOf(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return new Key(
                    absolute,
                    Files.size(absolute),
                    Files.getLastModifiedTime(absolute).toMillis(),
                    0);
        } catch (IOException e) {
            // A band stack or a mosaic may have a name without a file; its path alone tells it apart.
            return new Key(absolute, -1, -1, 0);
        }
    }
}
