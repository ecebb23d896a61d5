package org.palimpsest.raster;

import org.palimpsest.base.BadInputException;

/**
 * Gives the samples of a file exactly as they are stored, at pixels that were not observed too: for checksums and for
 * statistics of the file itself.
 */
public interface StoredSamples {
    /** All bands of the file in its own order, those that only say what was observed (alpha) too. */
    java.util.List<Band> storedBands();

    /**
     * Reads stored samples at full resolution.
     *
     * @param band index from 0 into {@link #storedBands()}
     * @param window inside the raster
     * @return one number for each pixel, row after row; for complex bands two, real and imaginary
     */
    double[] readStored(int band, Window window) throws BadInputException;
}
