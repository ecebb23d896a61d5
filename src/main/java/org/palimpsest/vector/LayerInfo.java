package org.palimpsest.vector;

import java.util.Optional;
import org.palimpsest.raster.Crs;

/**
 * What holds for all polygons of a layer.
 *
 * @param crs the system of their coordinates; empty for coordinates in pixels
 * @param dateFrom when the first date was taken, ISO 8601; empty when unknown
 * @param dateTo when the second date was taken; empty when unknown
 * @param detector id of the detector that found them
 * @param runId of the run that found them
 */
public record LayerInfo(
        Optional<Crs> crs, Optional<String> dateFrom, Optional<String> dateTo, String detector, String runId) {
    /** The name of the layer in every format that names layers. */
    public static final String NAME = "changes";
}
