package org.palimpsest.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.palimpsest.vector.AreaLimit;

/**
 * What the analyst asks for, written down once: enough to repeat the run anywhere the inputs are.
 *
 * <p>The dialog builds one, the command line builds one, projects store them and each result carries its own in {@code
 * run.json}. A new option belongs into the group that it is about; groups are copied with their {@code with} methods.
 *
 * @param before the first date and how to read it
 * @param after the second date and how to read it
 * @param region where to look
 * @param preparation how both dates are made comparable
 * @param detection how change is told from no change
 * @param cleanUp minimum area and hole filling
 * @param reference true change to measure accuracy against
 * @param resources device, memory and threads
 * @param output folder and formats
 */
public record RunSpec(
        Input before,
        Input after,
        Region region,
        Preparation preparation,
        Detection detection,
        CleanUp cleanUp,
        Optional<Reference> reference,
        Resources resources,
        Output output) {

    /** A run with the default of everything that need not be said. */
    public static RunSpec of(String before, String after, String detector, Path directory) {
        return new RunSpec(
                Input.of(before),
                Input.of(after),
                Region.OVERLAP,
                Preparation.STANDARD,
                Detection.of(detector),
                CleanUp.NONE,
                Optional.empty(),
                Resources.standard(),
                new Output(directory, Output.ALL_FORMATS, false));
    }

    /** The same run of other dates. */
    public RunSpec withInputs(Input first, Input second) {
        return new RunSpec(first, second, region, preparation, detection, cleanUp, reference, resources, output);
    }

    /** The same run elsewhere. */
    public RunSpec withRegion(Region other) {
        return new RunSpec(before, after, other, preparation, detection, cleanUp, reference, resources, output);
    }

    /** The same run with both dates made comparable in another way. */
    public RunSpec withPreparation(Preparation other) {
        return new RunSpec(before, after, region, other, detection, cleanUp, reference, resources, output);
    }

    /** The same run with another detector, or with other settings of it. */
    public RunSpec withDetection(Detection other) {
        return new RunSpec(before, after, region, preparation, other, cleanUp, reference, resources, output);
    }

    /** The same run with another clean-up. */
    public RunSpec withCleanUp(CleanUp other) {
        return new RunSpec(before, after, region, preparation, detection, other, reference, resources, output);
    }

    /** The same run measured against another truth. */
    public RunSpec withReference(Optional<Reference> other) {
        return new RunSpec(before, after, region, preparation, detection, cleanUp, other, resources, output);
    }

    /** The same run with other resources. */
    public RunSpec withResources(Resources other) {
        return new RunSpec(before, after, region, preparation, detection, cleanUp, reference, other, output);
    }

    /** The same run with other outputs. */
    public RunSpec withOutput(Output other) {
        return new RunSpec(before, after, region, preparation, detection, cleanUp, reference, resources, other);
    }

    /**
     * One date.
     *
     * @param path the raster, as the user gave it
     * @param bands band numbers from 1 in the wanted order; empty for all
     * @param date when it was taken, ISO 8601; empty when unknown
     * @param mask the raster that tells which pixels must not count, and its values or bits; empty for none
     * @param unit what the samples are; empty where that is not declared
     */
    public record Input(
            String path, List<Integer> bands, Optional<String> date, Optional<String> mask, Optional<String> unit) {
        public Input {
            bands = List.copyOf(bands);
            for (int band : bands) {
                if (band < 1) {
                    throw new IllegalArgumentException("Bands are numbered from 1, but one was " + band + ".");
                }
            }
        }

        /** All bands of a raster about which nothing more is said. */
        public static Input of(String path) {
            return new Input(path, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The same of another raster. */
        public Input withPath(String other) {
            return new Input(other, bands, date, mask, unit);
        }

        /** The same of other bands. */
        public Input withBands(List<Integer> other) {
            return new Input(path, other, date, mask, unit);
        }

        /** The same, taken at another date. */
        public Input withDate(Optional<String> other) {
            return new Input(path, bands, other, mask, unit);
        }

        /** The same with another quality mask. */
        public Input withMask(Optional<String> other) {
            return new Input(path, bands, date, other, unit);
        }

        /** The same with samples in another unit. */
        public Input withUnit(Optional<String> other) {
            return new Input(path, bands, date, mask, other);
        }
    }

    /**
     * Where to look.
     *
     * @param area longitude/latitude WKT, {@code SRID=n;} WKT, or a vector file; empty for the whole overlap
     * @param exclude what to leave out of it, each in the same ways
     * @param crop whether the run knows of the first date no more than the box around the area, so that products are small
     */
    public record Region(Optional<String> area, List<String> exclude, boolean crop) {
        /** All that both rasters cover. */
        public static final Region OVERLAP = new Region(Optional.empty(), List.of(), false);

        public Region {
            exclude = List.copyOf(exclude);
        }

        /** The same with another area. */
        public Region withArea(Optional<String> other) {
            return new Region(other, exclude, crop);
        }

        /** The same with something else left out. */
        public Region withExclude(List<String> other) {
            return new Region(area, other, crop);
        }

        /** The same with products of the area's box only, or of the whole grid. */
        public Region withCrop(boolean other) {
            return new Region(area, exclude, other);
        }
    }

    /**
     * How change is told from no change.
     *
     * @param detector id of the detector
     * @param parameters the detector's parameters that differ from the defaults, by name
     * @param checkpoint file of weights for detectors that need one
     * @param threshold a rule such as "auto", "otsu" or "chi2:0.99", or a number on the statistic; empty for the detector's
     *     own default
     * @param direction which way a change must go, where the statistic has a sign: "both", "gain", "loss", or "separate" for
     *     both ways with a threshold each
     * @param force whether to run the detector even on data for which its answer is not to be trusted
     */
    public record Detection(
            String detector,
            Map<String, String> parameters,
            Optional<Path> checkpoint,
            Optional<String> threshold,
            String direction,
            boolean force) {
        /** The direction unless the user says otherwise: one threshold on the absolute value. */
        public static final String BOTH = "both";

        /** Every direction that can be asked for. */
        public static final List<String> DIRECTIONS = List.of(BOTH, "gain", "loss", "separate");

        public Detection {
            parameters = Map.copyOf(parameters);
            if (!DIRECTIONS.contains(direction)) {
                throw new IllegalArgumentException("The direction of change is one of " + String.join(", ", DIRECTIONS)
                        + ", but was \"" + direction + "\".");
            }
        }

        /** A detector as it is by default. */
        public static Detection of(String detector) {
            return new Detection(detector, Map.of(), Optional.empty(), Optional.empty(), BOTH, false);
        }

        /** The same with other parameters. */
        public Detection withParameters(Map<String, String> other) {
            return new Detection(detector, other, checkpoint, threshold, direction, force);
        }

        /** The same with other weights. */
        public Detection withCheckpoint(Optional<Path> other) {
            return new Detection(detector, parameters, other, threshold, direction, force);
        }

        /** The same with another threshold. */
        public Detection withThreshold(Optional<String> other) {
            return new Detection(detector, parameters, checkpoint, other, direction, force);
        }

        /** The same for changes that go another way. */
        public Detection withDirection(String other) {
            return new Detection(detector, parameters, checkpoint, threshold, other, force);
        }

        /** The same, with or without force. */
        public Detection withForce(boolean other) {
            return new Detection(detector, parameters, checkpoint, threshold, direction, other);
        }
    }

    /**
     * What is removed from the mask before polygons are made.
     *
     * @param minimumArea smallest area of change kept, and its unit
     * @param fillHoles largest hole that is filled, and its unit; 0 for none
     */
    public record CleanUp(AreaLimit minimumArea, AreaLimit fillHoles) {
        /** Nothing is removed. */
        public static final CleanUp NONE = new CleanUp(AreaLimit.NONE, AreaLimit.NONE);
    }

    /** A raster of true change; pixels equal to {@code ignore} or to its nodata value are skipped. */
    public record Reference(Path path, Optional<Double> ignore) {}

    /**
     * What the run may use.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     * @param memoryBytes budget for pixels in memory
     * @param threads number of working threads
     * @param windowsAtOnce how many windows a network computes together, 1 to 256; where it is not said, the memory that is
     *     free at that moment decides. It changes the last digits of a result, so a run records what it took
     */
    public record Resources(String device, long memoryBytes, int threads, OptionalInt windowsAtOnce) {
        /** Two GiB: enough for any scene, because memory does not grow with the scene. */
        public static final long DEFAULT_MEMORY_BYTES = 2L << 30;

        private static final long LEAST_MEMORY_BYTES = 128L << 20;
        private static final int MOST_THREADS = 1024;
        private static final int MOST_WINDOWS = 256;

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
            int windows = windowsAtOnce.orElse(1);
            if (windows < 1 || windows > MOST_WINDOWS) {
                throw new IllegalArgumentException("The number of windows that are computed at once must be 1 to "
                        + MOST_WINDOWS + ", but was " + windows + ".");
            }
        }

        /** Resources of a run that finds out how many windows it computes together. */
        public Resources(String device, long memoryBytes, int threads) {
            this(device, memoryBytes, threads, OptionalInt.empty());
        }

        /** The same with so many windows of a network together. */
        public Resources withWindowsAtOnce(int windows) {
            return new Resources(device, memoryBytes, threads, OptionalInt.of(windows));
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
