package org.palimpsest.base;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample data that come with the program: two dates of one landscape and the truth of what changed between them. */
public final class SampleFolder {
    private static final String NAME = "sample-data";
    private static final List<String> FILES = List.of("before.tif", "after.tif", "change.tif");

    private final Path folder;
    private final String second;

    private SampleFolder(Path folder, String second) {
        this.folder = folder;
        this.second = second;
    }

    /** Looks beside the installed program, then in the current folder, as in a checkout. */
    public static SampleFolder find() throws BadInputException {
        Stream<Path> places = Stream.concat(
                Optional.ofNullable(System.getProperty("palimpsest.home")).stream()
                        .map(home -> Path.of(home, NAME)),
                Stream.of(Path.of(NAME).toAbsolutePath()));
        return places.filter(place -> FILES.stream().allMatch(file -> Files.exists(place.resolve(file))))
                .findFirst()
                .map(place -> new SampleFolder(place, "after.tif"))
                .orElseThrow(() -> new BadInputException("The sample data are not beside the program; make them with"
                        + " \"palimpsest sample-data sample-data\" in this folder, then try again."));
    }

    /** The raster of the first date. */
    public Path before() {
        return folder.resolve("before.tif");
    }

    /** The raster of the second date, on another grid. */
    public Path after() {
        return folder.resolve(second);
    }

    /** What truly changed, on the grid of the first date. */
    public Path change() {
        return folder.resolve("change.tif");
    }

    /**
     * The pair of different sensors: an optical picture, a radar picture of a flood, and what truly changed.
     *
     * @throws BadInputException when its files are not there
     */
    public SampleFolder mixed() throws BadInputException {
        SampleFolder flood = new SampleFolder(folder.resolve("flood"), "radar.tif");
        for (Path file : List.of(flood.before(), flood.after(), flood.change())) {
            if (!Files.exists(file)) {
                throw new BadInputException("The sample of two sensors is not beside the program; make it with"
                        + " \"palimpsest sample-data " + flood.folder + " --flood\", then try again.");
            }
        }
        return flood;
    }
}
