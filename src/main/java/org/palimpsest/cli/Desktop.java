package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * The window, as the shell sees it: something that may or may not be able to open here.
 *
 * <p>The shell does not depend on the window's classes; the program's main class hands an implementation in.
 */
public interface Desktop {
    /** A machine without any display. */
    Desktop NONE = files -> false;

    /**
     * Opens the window on the given rasters and returns when the user closed it.
     *
     * @param files nothing, or the before raster and the after raster
     * @return false when there is no display, and then nothing happened
     */
    boolean open(List<Path> files);

    /**
     * Drives the window through all its views and writes pictures of them.
     *
     * @param directory where the PNG files go
     * @return false when there is no display, and then nothing happened
     * @throws BadInputException when the folder cannot be written
     */
    default boolean takeScreenshots(Path directory) throws BadInputException {
        return false;
    }
}
