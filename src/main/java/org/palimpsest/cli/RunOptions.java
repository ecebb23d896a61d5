package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.vector.AreaLimit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of a run whatever its detector is: what goes in, where, which decision, what comes out, with what means. */
final class RunOptions {
    private static final String NO_FORMATS = "none";

    @Mixin
    private InputOptions inputs = new InputOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the products; made when missing.")
    private Path output = Path.of("");

    @Option(names = "--overwrite", description = "Replace the products of an earlier run in that folder.")
    private boolean overwrite;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "FORMAT",
            description = "Formats of the polygons, any of shp,gpkg,geojson,fgb, or none. Default: all.")
    private @Nullable List<String> formats;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = "auto, median, otsu, kittler, likelihood, likelihood-squared, kapur, em, rosin,"
                    + " significance:0.999, chi2:0.99, or a number. Default: what the detector advises.")
    private @Nullable String threshold;

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            description = "Which way a change must go, where the statistic has a sign: both, gain, loss, or separate"
                    + " (both, with a threshold and polygons each). Default: both.")
    private String direction = RunSpec.Detection.BOTH;

    @Option(
            names = "--min-area",
            paramLabel = "AREA",
            description = "Smallest change that is kept, such as 100m2 or 50px. Default: all.")
    private @Nullable String minimumArea;

    @Option(
            names = "--fill-holes",
            paramLabel = "AREA",
            description = "Largest hole inside a change that is filled, such as 400m2 or 4px; a number alone counts"
                    + " pixels. Default: none.")
    private @Nullable String fillHoles;

    @Mixin
    private RegionOptions region = new RegionOptions();

    @Option(
            names = "--force",
            description = "Run a network even on pixels so unlike those it learned from that its answer is not to be"
                    + " trusted.")
    private boolean force;

    @Mixin
    private PreparationOptions preparation = new PreparationOptions();

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "Raster of true change, to measure accuracy against: 0 no change, other values change.")
    private @Nullable Path reference;

    @Option(
            names = "--ignore",
            paramLabel = "V",
            description = "Value of the reference that is skipped, besides its nodata value.")
    private @Nullable Double ignore;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory budget, such as 512m or 2g. Default: 2g.")
    private @Nullable String memory;

    @Option(names = "--threads", paramLabel = "N", description = "Working threads. Default: one for each core.")
    private @Nullable Integer threads;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, gpu or gpu:N. Default: cpu.")
    private String device = "cpu";

    /** Where the products go. */
    Path output() {
        return output;
    }

    /** Whether earlier products may be replaced. */
    boolean overwrite() {
        return overwrite;
    }

    /** Which detectors suit the pair, and why; empty where nothing tells. */
    String advice() throws BadInputException {
        return DetectorAdvice.of(inputs.before().path(), inputs.after().path());
    }

    /** The run document for a detector with its parameters and weights; threshold and direction are filled in here. */
    RunSpec runSpec(RunSpec.Detection detection) throws BadInputException {
        if (ignore != null && reference == null) {
            throw new BadInputException("--ignore says what to skip in a reference; give --reference FILE too.");
        }
        try {
            return new RunSpec(
                    inputs.before(),
                    inputs.after(),
                    region.region(),
                    preparation.preparation(),
                    detection
                            .withThreshold(Optional.ofNullable(threshold))
                            .withForce(force)
                            .withDirection(direction.toLowerCase(Locale.ROOT)),
                    new RunSpec.CleanUp(
                            minimumArea == null ? AreaLimit.NONE : AreaLimit.parse(minimumArea),
                            fillHoles == null ? AreaLimit.NONE : AreaLimit.parseOrPixels(fillHoles)),
                    Optional.ofNullable(reference)
                            .map(file -> new RunSpec.Reference(file, Optional.ofNullable(ignore))),
                    resources(),
                    new RunSpec.Output(output, formats(), overwrite));
        } catch (IllegalArgumentException e) { // What a record of the run document refuses is the user's value.
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private RunSpec.Resources resources() throws BadInputException {
        RunSpec.Resources standard = RunSpec.Resources.standard();
        return new RunSpec.Resources(
                device.toLowerCase(Locale.ROOT),
                memory == null ? standard.memoryBytes() : ByteSize.parse(memory),
                threads == null ? standard.threads() : threads);
    }

    private List<String> formats() throws BadInputException {
        if (formats == null) {
            return RunSpec.Output.ALL_FORMATS;
        }
        List<String> names = formats.stream()
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (!names.contains(NO_FORMATS)) {
            return names;
        }
        if (names.size() > 1) {
            throw new BadInputException("--formats is a list of formats or none, but was both; leave one of them out.");
        }
        return List.of();
    }
}
