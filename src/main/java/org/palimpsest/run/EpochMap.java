package org.palimpsest.run;

import java.nio.file.Path;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.HeldBand;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * Where the differences of one epoch of a training lie, or its mask.
 *
 * @param band from 0
 */
public record EpochMap(Path file, int band) {
    /** Reads the map, so that its file may go afterwards. */
    public Raster read() throws BadInputException {
        try (Raster raster = Rasters.open(file.toString())) {
            return HeldBand.of(raster, band);
        }
    }
}
