package org.palimpsest.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the analyst asks for, written down once: enough to repeat the run anywhere the inputs are.
 *
 * <p>The dialog builds one, the command line builds one, projects store them and each result carries its own in {@code
 * run.json}.
 *
 * @param before the first date and how to read it
 * @param after the second date and how to read it
 * @param detector id of the detector
 * @param parameters the detector's parameters that differ from the defaults, by name
 * @param checkpoint file of weights for detectors that need one
 * @param threshold "otsu", "kittler", "chi2", "chi2:0.99", or a number on the statistic; empty for the detector's own default
 * @param cleanUp minimum area and hole filling
 * @param area where to look: longitude/latitude WKT, {@code SRID=n;} WKT, or a vector file; empty for the whole overlap
 * @param resampling "nearest", "bilinear" or "cubic"
 * @param reference true change to measure accuracy against
 * @param resources device, memory and threads
 * @param output folder and formats
 */
public record RunSpec(
        Input before,
        Input after,
        String detector,
        Map<String, String> parameters,
        Optional<Path> checkpoint,
        Optional<String> threshold,
        CleanUp cleanUp,
        Optional<String> area,
        String resampling,
        Optional<Reference> reference,
        Resources resources,
        Output output) {
    public RunSpec {
        parameters = Map.copyOf(parameters);
    }

    /**
     * One date.
     *
     * @param path the raster, as the user gave it
     * @param bands band numbers from 1 in the wanted order; empty for all
     * @param date when it was taken, ISO 8601; empty when unknown
     */
    public record Input(String path, List<Integer> bands, Optional<String> date) {
        public Input {
            bands = List.copyOf(bands);
        }
    }

    /**
     * What is removed from the mask before polygons are made.
     *
     * @param minimumArea smallest area of change kept, and its unit
     * @param fillHoles largest hole that is filled, in pixels; 0 for none
     */
    public record CleanUp(MinimumArea minimumArea, long fillHoles) {}

    /** A smallest area: {@code value} pixels, or square metres when {@code metric}. Written "50px" or "100m2". */
    public record MinimumArea(double value, boolean metric) {
        public static final MinimumArea NONE = new MinimumArea(0, false);

        public MinimumArea {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("The minimum area must be 0 or more, but was " + value + ".");
            }
        }
    }

    /** A raster of true change; pixels equal to {@code ignore} or to its nodata value are skipped. */
    public record Reference(Path path, Optional<Double> ignore) {}

    /**
     * What the run may use.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     * @param memoryBytes budget for pixels in memory
     * @param threads number of working threads
     */
    public record Resources(String device, long memoryBytes, int threads) {}

    /**
     * Where the products go.
     *
     * @param directory the folder of this run
     * @param formats of the polygons, any of shp, gpkg, geojson, fgb
     * @param overwrite whether products of an earlier run may be replaced
     */
    public record Output(Path directory, List<String> formats, boolean overwrite) {
        public Output {
            formats = List.copyOf(formats);
        }
    }
}
