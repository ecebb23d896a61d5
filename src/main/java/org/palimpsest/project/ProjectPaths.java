package org.palimpsest.project;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;

/**
 * Writes paths relative to the project's folder and finds them again.
 *
 * <p>A folder that moves with its rasters keeps working, because paths are relative; a project file that moves alone keeps
 * working too, because the file also says in which folder it was saved, and what is not found beside the project is looked
 * for from there. Separators are always {@code /}. Paths on another drive than the project stay absolute.
 */
final class ProjectPaths {
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
            return mapped(spec, path -> Path.of(text(Path.of(path))));
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
        RunSpec.Output output = spec.output();
        Path directory = change.apply(output.directory().toString());
        return mapped.withOutput(new RunSpec.Output(directory, output.formats(), output.overwrite()));
    }

    private static RunSpec.Input input(RunSpec.Input input, Change change) throws BadInputException {
        return input.withPath(change.apply(input.path()).toString().replace(File.separatorChar, '/'));
    }
}
