package org.palimpsest.raster.scene;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Acquisition;

/**
 * What the metadata of a scene folder say.
 *
 * @param format "Sentinel-2 SAFE" or "Landsat Collection 2"
 * @param metadata the file that was read
 * @param date when it was taken, ISO 8601
 * @param acquisition satellite, product, sun, quality layers
 * @param bands all bands whose files are there, in the agency's order
 * @param warnings sentences for the user
 */
record Scene(
        String format,
        Path metadata,
        Optional<String> date,
        Acquisition acquisition,
        List<SceneBand> bands,
        List<Notice> warnings) {
    /** The sample that means "nothing was observed here" in every band of both agencies. */
    static final double NODATA = 0;

    Scene {
        bands = List.copyOf(bands);
        warnings = List.copyOf(warnings);
    }
}
