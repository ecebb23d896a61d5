package org.palimpsest.base;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample data that come with the program: two dates of one landscape and the truth of what changed between them. */
public final class SampleFolder {
    private static final String NAME = "sample-data";
    private static final List<String> FILES = List.of("before.tif", "after.tif", "change.tif", "radar.tif");

    private final Path folder;

    private SampleFolder(Path folder) {
        this.folder = folder;
    }

    /** Looks beside the installed program, then in the current folder, as in a checkout. */
    public static SampleFolder find() throws BadInputException {
        Stream<Path> places = Stream.concat(
                Optional.ofNullable(System.getProperty("palimpsest.home")).stream()
                        .map(home -> Path.of(home, NAME)),
                Stream.of(Path.of(NAME).toAbsolutePath()));
        return places.filter(place -> FILES.stream().allMatch(file -> Files.exists(place.resolve(file))))
                .findFirst()
                .map(SampleFolder::new)
                .orElseThrow(() -> new BadInputException("The sample data are not beside the program; make them with"
                        + " \"palimpsest sample-data sample-data\" in this folder, then try again."));
    }

    /** The raster of the first date. */
    public Path before() {
        return folder.resolve("before.tif");
    }

    /** The raster of the second date, on another grid. */
    public Path after() {
        return folder.resolve("after.tif");
    }

    /** The radar picture of the second date, on coarser pixels. */
    public Path radar() {
        return folder.resolve("radar.tif");
    }

    /** What truly changed, on the grid of the first date. */
    public Path change() {
        return folder.resolve("change.tif");
    }
}
