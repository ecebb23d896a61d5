package org.palimpsest.raster;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a scene was taken, as the metadata of its folder say.
 *
 * @param satellite "Sentinel-2A", "Landsat 8", ...
 * @param product level of processing: "L1C", "L2A", "L1TP", "L2SP", ...
 * @param sunElevation degrees above the horizon at the middle of the scene
 * @param sunAzimuth degrees clockwise from north
 * @param qualityLayers the scene's own rasters that say what clouds and shadows cover
 */
public record Acquisition(
        String satellite,
        String product,
        OptionalDouble sunElevation,
        OptionalDouble sunAzimuth,
        List<QualityLayer> qualityLayers) {
    public Acquisition {
        qualityLayers = List.copyOf(qualityLayers);
    }

    /**
     * A raster that says how good the pixels of a scene are.
     *
     * @param file where it lies
     * @param meaning what its numbers are, for people
     * @param unusable which of them usually count as not observed: "values=3,8,9" or "bits=1,3"
     */
    public record QualityLayer(Path file, String meaning, String unusable) {}
}
