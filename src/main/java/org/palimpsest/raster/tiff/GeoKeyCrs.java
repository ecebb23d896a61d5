package org.palimpsest.raster.tiff;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/** Finds the coordinate reference system that GeoTIFF keys state: a code, well-known text, or single parameters. */
final class GeoKeyCrs {
    private static final int MODEL_TYPE = 1024;
    private static final int GEOGRAPHIC_SYSTEM = 2048;
    private static final int PROJECTED_SYSTEM = 3072;
    private static final int PROJECTED = 1;
    private static final int GEOGRAPHIC = 2;
    private static final int LAST_CODE = 32766;

    private GeoKeyCrs() {}

    /** Tells whether the keys state a system, known or not. */
    static boolean statesSystem(GeoKeys keys) {
        return keys.number(PROJECTED_SYSTEM).isPresent()
                || keys.number(GEOGRAPHIC_SYSTEM).isPresent();
    }

    /** The system, with x before y; empty where none is stated or it is not known. */
    static Optional<Crs> of(TiffDirectory directory, GeoKeys keys) {
        int model = keys.number(MODEL_TYPE).orElse(keys.number(PROJECTED_SYSTEM).isPresent() ? PROJECTED : GEOGRAPHIC);
        int code = keys.number(model == PROJECTED ? PROJECTED_SYSTEM : GEOGRAPHIC_SYSTEM)
                .orElse(0);
        if (code > 0 && code <= LAST_CODE) {
            try {
                return Optional.of(Crs.parse("EPSG:" + code));
            } catch (BadInputException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
