package org.palimpsest.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

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
 * @param threshold a rule such as "auto", "otsu" or "chi2:0.99", or a number on the statistic; empty for the detector's own
 *     default
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
    /** How the second date is brought onto the first one's pixels unless the user says otherwise. */
    public static final String DEFAULT_RESAMPLING = "bilinear";

    private static final List<String> RESAMPLINGS = List.of("nearest", DEFAULT_RESAMPLING, "cubic");

    public RunSpec {
        parameters = Map.copyOf(parameters);
        if (!RESAMPLINGS.contains(resampling)) {
            throw new IllegalArgumentException(
                    "Resampling is one of " + String.join(", ", RESAMPLINGS) + ", but was \"" + resampling + "\".");
        }
    }

    /** A run with the default of everything that need not be said. */
    public static RunSpec of(String before, String after, String detector, Path directory) {
        return new RunSpec(
                new Input(before, List.of(), Optional.empty()),
                new Input(after, List.of(), Optional.empty()),
                detector,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                CleanUp.NONE,
                Optional.empty(),
                DEFAULT_RESAMPLING,
                Optional.empty(),
                Resources.standard(),
                new Output(directory, Output.ALL_FORMATS, false));
    }

    /** The same run with other outputs. */
    public RunSpec with(Output otherOutput) {
        return new RunSpec(
                before,
                after,
                detector,
                parameters,
                checkpoint,
                threshold,
                cleanUp,
                area,
                resampling,
                reference,
                resources,
                otherOutput);
    }

    /** The same run with other resources. */
    public RunSpec with(Resources otherResources) {
        return new RunSpec(
                before,
                after,
                detector,
                parameters,
                checkpoint,
                threshold,
                cleanUp,
                area,
                resampling,
                reference,
                otherResources,
                output);
    }

    /** The same run with other parameters of the detector. */
    public RunSpec withParameters(Map<String, String> otherParameters) {
        return new RunSpec(
                before,
                after,
                detector,
                otherParameters,
                checkpoint,
                threshold,
                cleanUp,
                area,
                resampling,
                reference,
                resources,
                output);
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
            for (int band : bands) {
                if (band < 1) {
                    throw new IllegalArgumentException("Bands are numbered from 1, but one was " + band + ".");
                }
            }
        }
    }

    /**
     * What is removed from the mask before polygons are made.
     *
     * @param minimumArea smallest area of change kept, and its unit
     * @param fillHoles largest hole that is filled, in pixels; 0 for none
     */
    public record CleanUp(MinimumArea minimumArea, long fillHoles) {
        /** Nothing is removed. */
        public static final CleanUp NONE = new CleanUp(MinimumArea.NONE, 0);

        public CleanUp {
            if (fillHoles < 0) {
                throw new IllegalArgumentException(
                        "The largest hole to fill must be 0 pixels or more, but was " + fillHoles + ".");
            }
        }
    }

    /** A smallest area: {@code value} pixels, or square metres when {@code metric}. Written "50px" or "100m2". */
    public record MinimumArea(double value, boolean metric) {
        public static final MinimumArea NONE = new MinimumArea(0, false);

        public MinimumArea {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("The minimum area must be 0 or more, but was " + value + ".");
            }
        }

        /** Reads "50px" or "100m2". */
        public static MinimumArea parse(String text) throws BadInputException {
            String trimmed = text.trim().toLowerCase(Locale.ROOT);
            boolean metric = trimmed.endsWith("m2");
            if (metric || trimmed.endsWith("px")) {
                try {
                    double value = Double.parseDouble(trimmed.substring(0, trimmed.length() - 2));
                    if (value >= 0 && Double.isFinite(value)) {
                        return new MinimumArea(value, metric);
                    }
                } catch (NumberFormatException e) {
                    // Answered below, together with negative numbers.
                }
            }
            throw new BadInputException(
                    "A minimum area is a number with its unit, such as 50px or 100m2, but was \"" + text + "\".");
        }

        /** The text that {@link #parse} reads. */
        public String text() {
            String number = value == Math.rint(value) && value < 1L << 53
                    ? Long.toString((long) value)
                    : Double.toString(value);
            return number + (metric ? "m2" : "px");
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
    public record Resources(String device, long memoryBytes, int threads) {
        /** Two GiB: enough for any scene, because memory does not grow with the scene. */
        public static final long DEFAULT_MEMORY_BYTES = 2L << 30;

        private static final long LEAST_MEMORY_BYTES = 128L << 20;
        private static final int MOST_THREADS = 1024;

        public Resources {
            if (!device.matches("cpu|gpu(:\\d+)?")) {
                throw new IllegalArgumentException("A device is cpu, gpu or gpu:N, but was \"" + device + "\".");
            }
            if (memoryBytes < LEAST_MEMORY_BYTES) {
                throw new IllegalArgumentException("The memory budget must be at least " + (LEAST_MEMORY_BYTES >> 20)
                        + " MiB, but was " + memoryBytes + " bytes.");
            }
            if (threads < 1 || threads > MOST_THREADS) {
                throw new IllegalArgumentException(
                        "The number of threads must be 1 to " + MOST_THREADS + ", but was " + threads + ".");
            }
        }

        /** The CPU with all its threads and the default memory. */
        public static Resources standard() {
            return new Resources(
                    "cpu", DEFAULT_MEMORY_BYTES, Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * Where the products go.
     *
     * @param directory the folder of this run
     * @param formats of the polygons, any of shp, gpkg, geojson, fgb
     * @param overwrite whether products of an earlier run may be replaced
     */
    public record Output(Path directory, List<String> formats, boolean overwrite) {
        /** Every format of polygons that can be written. */
        public static final List<String> ALL_FORMATS = List.of("shp", "gpkg", "geojson", "fgb");

        public Output {
            formats = List.copyOf(formats);
            for (String format : formats) {
                if (!ALL_FORMATS.contains(format)) {
                    throw new IllegalArgumentException("A polygon format is one of " + String.join(", ", ALL_FORMATS)
                            + ", but was \"" + format + "\".");
                }
            }
        }
    }
}
