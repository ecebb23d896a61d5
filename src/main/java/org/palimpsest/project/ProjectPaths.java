package org.palimpsest.project;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.quality.QualityMask;
import org.palimpsest.vector.read.TextPolygons;

/**
 * Writes paths relative to the project's folder and finds them again.
 *
 * <p>A folder that moves with its rasters keeps working, because paths are relative; a project file that moves alone keeps
 * working too, because the file also says in which folder it was saved, and what is not found beside the project is looked
 * for from there. Separators are always {@code /}. Paths on another drive than the project stay absolute.
 */
final class ProjectPaths {
    /** Between a GeoPackage and the name of one of its layers. */
    private static final String LAYER = "|layername=";

    private final Path folder;
    private final Optional<Path> savedIn;

    /**
     * @param folder the project file's folder now
     * @param savedIn its folder when it was saved
     */
    ProjectPaths(Path folder, Optional<Path> savedIn) {
        this.folder = folder.toAbsolutePath().normalize();
        this.savedIn = savedIn.filter(Path::isAbsolute);
    }

    /** The folder that paths are relative to. */
    Path folder() {
        return folder;
    }

    /** The text for a path. */
    String text(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean sameRoot = folder.getRoot() != null && folder.getRoot().equals(absolute.getRoot());
        String text = (sameRoot ? folder.relativize(absolute) : absolute).toString();
        return text.isEmpty() ? "." : text.replace(File.separatorChar, '/');
    }

    /** The path for a text; the file need not exist. */
    Path path(String text) throws BadInputException {
        try {
            Path here = folder.resolve(text).normalize();
            if (savedIn.isPresent() && !Files.exists(here)) {
                Path there = savedIn.get().resolve(text).normalize();
                if (Files.exists(there)) {
                    return there;
                }
            }
            return here;
        } catch (InvalidPathException e) {
            throw new BadInputException("\"" + text + "\" is not a path on this system.", e);
        }
    }

    /** A run document as it is stored, with relative paths. */
    RunSpec stored(RunSpec spec) {
        try {
            return mapped(spec, path -> Path.of(text(Path.of(path.strip()))));
        } catch (BadInputException e) {
            throw new IllegalStateException("Paths of a run that was made here must be paths.", e);
        }
    }

    /** A stored run document with absolute paths again. */
    RunSpec restored(RunSpec spec) throws BadInputException {
        return mapped(spec, this::path);
    }

    /** What becomes of each path. */
    @FunctionalInterface
    private interface Change {
        Path apply(String path) throws BadInputException;
    }

    private static RunSpec mapped(RunSpec spec, Change change) throws BadInputException {
        RunSpec mapped = spec.withInputs(input(spec.before(), change), input(spec.after(), change));
        if (spec.detection().checkpoint().isPresent()) {
            Path checkpoint = change.apply(spec.detection().checkpoint().get().toString());
            mapped = mapped.withDetection(spec.detection().withCheckpoint(Optional.of(checkpoint)));
        }
        if (spec.reference().isPresent()) {
            RunSpec.Reference truth = spec.reference().get();
            Path file = change.apply(truth.path().toString());
            mapped = mapped.withReference(Optional.of(new RunSpec.Reference(file, truth.ignore())));
        }
        mapped = mapped.withRegion(region(spec.region(), change));
        RunSpec.Output output = spec.output();
        Path directory = change.apply(output.directory().toString());
        return mapped.withOutput(new RunSpec.Output(directory, output.formats(), output.overwrite()));
    }

    private static RunSpec.Input input(RunSpec.Input input, Change change) throws BadInputException {
        RunSpec.Input mapped = input.withPath(text(input.path(), change));
        if (input.mask().isEmpty()) {
            return mapped;
        }
        // A mask is a file and then clauses, which stay as they are.
        String mask = input.mask().get();
        String file = QualityMask.parse(mask).file();
        int end = mask.indexOf(file) + file.length();
        return mapped.withMask(Optional.of(text(file, change) + mask.substring(end)));
    }

    /** The files among the areas; what is written out as well-known text has no path. */
    private static RunSpec.Region region(RunSpec.Region region, Change change) throws BadInputException {
        Optional<String> area = region.area().isEmpty()
                ? Optional.empty()
                : Optional.of(area(region.area().get(), change));
        List<String> exclude = new ArrayList<>();
        for (String one : region.exclude()) {
            exclude.add(area(one, change));
        }
        return region.withArea(area).withExclude(exclude);
    }

    private static String area(String area, Change change) throws BadInputException {
        if (TextPolygons.isWellKnownText(area)) {
            return area;
        }
        int layer = area.indexOf(LAYER);
        return layer < 0 ? text(area, change) : text(area.substring(0, layer), change) + area.substring(layer);
    }

    private static String text(String path, Change change) throws BadInputException {
        return change.apply(path).toString().replace(File.separatorChar, '/');
    }
}
