package org.palimpsest.raster;

import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * A raster that is one file, whose samples can be read exactly as they are stored, at pixels that were not observed too:
 * for checksums and for statistics of the file itself.
 */
public interface StoredRaster extends Raster {
    /** All bands of the file in its own order, those that only say what was observed (alpha) too. */
    List<Band> storedBands();

    /**
     * Reads stored samples at full resolution.
     *
     * @param band index from 0 into {@link #storedBands()}
     * @param window inside the raster
     * @return one number for each pixel, row after row; for complex bands two, real and imaginary
     */
    double[] readStored(int band, Window window) throws BadInputException;

    /** Pixels of known coordinates, where the file has those and no geotransform. */
    default ControlPoints controlPoints() {
        return ControlPoints.NONE;
    }
}
