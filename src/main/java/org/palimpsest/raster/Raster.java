package org.palimpsest.raster;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * An open raster whose windows can be read in any order.
 *
 * <p>Reads are safe from many threads at once and run in parallel. Memory depends on the window, never on the raster.
 */
public interface Raster extends Closeable {
    /** How messages call it: the path as the user gave it. */
    String name();

    /** Size and place of the full-resolution pixels. */
    Grid grid();

    /** The file's own GeoTIFF keys for the system of its grid, which products copy; empty where it has none. */
    default Optional<GeoKeys> geoKeys() {
        return Optional.empty();
    }

    /** Every file that holds its pixels, and the list that names them where there is one. */
    default List<Path> files() {
        return List.of(Path.of(name()));
    }

    /** What the file says of its bands, in file order. */
    List<Band> bands();

    /** The grids of the resolution levels: the full resolution first, then each overview, coarser and coarser. */
    List<Grid> levels();

    /** Columns and rows of the blocks in which the file stores its pixels; windows along them are read fastest. */
    BlockSize blockSize();

    /** What the file says of itself beyond its grid and bands. */
    default RasterFacts facts() {
        return RasterFacts.UNKNOWN;
    }

    /**
     * Reads a window of a resolution level.
     *
     * @param level index into {@link #levels()}; 0 is the full resolution
     * @param window in pixels of that level; pixels outside the raster come back as not valid
     * @param bands indices from 0 into {@link #bands()}, in the wanted order; a band may come twice
     * @throws BadInputException when the file is damaged there; the message names the file and the place
     */
    PixelBlock read(int level, Window window, int[] bands) throws BadInputException;

    /** Reads a window at full resolution. */
    default PixelBlock read(Window window, int[] bands) throws BadInputException {
        return read(0, window, bands);
    }

    /** Tells cheaply whether a window of the full resolution may hold pixels: not where the file leaves out all blocks, as nodata. */
    default boolean mayHold(Window window) {
        return true;
    }

    /** Closes the file; reads that are still running end first. */
    @Override
    void close();
}
