package org.palimpsest.vector;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Window;

/**
 * A change mask that can be read again and again, strip by strip from the top.
 *
 * <p>Values are 0 no change, 1 change, 255 nodata.
 */
public interface MaskSource {
    /** No change was found. */
    byte UNCHANGED = 0;

    /** Change was found. */
    byte CHANGED = 1;

    /** Nothing was observed on one of the dates. */
    byte NODATA = (byte) 255;

    /** Columns of the mask. */
    int width();

    /** Rows of the mask. */
    int height();

    /** Rows that are best read together, the height of a row of tiles say. */
    int stripRows();

    /**
     * Reads a strip.
     *
     * @param window all columns of some rows
     * @return one value a pixel, row by row; the caller's to keep and change
     */
    byte[] readMask(Window window) throws BadInputException;

    /**
     * Which pixels of a strip fell rather than rose, where gain and loss are areas of their own even if they touch.
     *
     * @param window all columns of some rows
     * @return one value a pixel, row by row; empty where all change is of one kind
     */
    default Optional<boolean[]> readLosses(Window window) throws BadInputException {
        return Optional.empty();
    }
}
