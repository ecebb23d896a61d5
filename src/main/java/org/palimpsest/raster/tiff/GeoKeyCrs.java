package org.palimpsest.raster.tiff;

import java.util.Optional;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffIIOMetadataDecoder;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffMetadata2CRSAdapter;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the coordinate reference system that GeoTIFF keys state: a code, well-known text, or single parameters. */
final class GeoKeyCrs {
    private static final Logger LOG = LoggerFactory.getLogger(GeoKeyCrs.class);
    private static final int MODEL_TYPE = 1024;
    private static final int CITATION = 1026;
    private static final int GEOGRAPHIC_SYSTEM = 2048;
    private static final int PROJECTED_SYSTEM = 3072;
    private static final int PROJECTED_CITATION = 3073;
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
        if (!statesSystem(keys)) {
            return Optional.empty();
        }
        int model = keys.number(MODEL_TYPE).orElse(keys.number(PROJECTED_SYSTEM).isPresent() ? PROJECTED : GEOGRAPHIC);
        int code = keys.number(model == PROJECTED ? PROJECTED_SYSTEM : GEOGRAPHIC_SYSTEM)
                .orElse(0);
        return byCode(code).or(() -> byText(keys)).or(() -> byParameters(directory));
    }

    private static Optional<Crs> byCode(int code) {
        if (code < 1 || code > LAST_CODE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Crs.parse("EPSG:" + code));
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    /** Esri's writers put well-known text into a citation. */
    private static Optional<Crs> byText(GeoKeys keys) {
        for (int key : new int[] {PROJECTED_CITATION, CITATION}) {
            String text = keys.text(key).orElse("");
            int begin = Math.max(text.indexOf("PROJCS["), text.startsWith("GEOGCS[") ? 0 : -1);
            if (begin >= 0) {
                try {
                    return Optional.of(Crs.parse(withoutVertical(text.substring(begin))));
                } catch (BadInputException e) {
                    LOG.debug("The citation looks like well-known text and is not", e);
                }
            }
        }
        return Optional.empty();
    }

    /** Some writers put a height system inside the projected one, where no standard has a place for it. */
    private static String withoutVertical(String text) {
        int begin = text.indexOf(",VERTCS[");
        if (begin < 0) {
            return text;
        }
        int depth = 0;
        int end = begin;
        while (end < text.length() && !(depth == 1 && text.charAt(end) == ']')) {
            depth += text.charAt(end) == '[' ? 1 : text.charAt(end) == ']' ? -1 : 0;
            end++;
        }
        return text.substring(0, begin) + text.substring(Math.min(text.length(), end + 1));
    }

    // GeoTools builds projections from single keys; it declares Exception, and throws unchecked ones on odd keys.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static Optional<Crs> byParameters(TiffDirectory directory) {
        try {
            var decoder = new GeoTiffIIOMetadataDecoder(new GeoKeyTree(directory));
            return Optional.of(
                    Crs.of(Crs.eastFirst(new GeoTiffMetadata2CRSAdapter(null).createCoordinateSystem(decoder))));
        } catch (Exception e) {
            LOG.debug("The GeoTIFF keys state no system that can be built", e);
            return Optional.empty();
        }
    }
}
