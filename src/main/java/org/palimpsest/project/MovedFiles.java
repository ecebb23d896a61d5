package org.palimpsest.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files of a project that are no longer where they were. */
public final class MovedFiles {
    /** Who is asked where a file lies now; empty when it is not to be found. */
    @FunctionalInterface
    public interface Resolver {
        Optional<Path> locate(Path missing);
    }

    private MovedFiles() {}

    /** The files of layers that do not exist, each once. */
    public static List<Path> missing(Project project) {
        return project.sources().stream().filter(file -> !Files.exists(file)).toList();
    }

    /**
     * Asks for each missing file, and uses each answer for the others too: what lay beside a file that moved is first looked
     * for beside its new place, so that a moved folder is asked for once.
     *
     * @return the project with the new places; a layer whose file was not found keeps the old one
     */
    public static Project resolve(Project project, Resolver resolver) {
        Map<Path, Path> found = new LinkedHashMap<>();
        for (Path missing : missing(project)) {
            guess(missing, found).or(() -> resolver.locate(missing)).ifPresent(place -> found.put(missing, place));
        }
        return moved(project, found);
    }

    /** The project with some of its layers' files elsewhere. */
    public static Project moved(Project project, Map<Path, Path> places) {
        return new Project(
                project.layers().stream()
                        .map(layer -> Optional.ofNullable(places.get(layer.source()))
                                .map(layer::from)
                                .orElse(layer))
                        .toList(),
                project.view(),
                project.runs(),
                project.pair());
    }

    /** Where a file lies if it moved together with one that was found. */
    static Optional<Path> guess(Path missing, Map<Path, Path> found) {
        for (Map.Entry<Path, Path> move : found.entrySet()) {
            Path from = move.getKey().getParent();
            Path to = move.getValue().toAbsolutePath().getParent();
            while (from != null && to != null) {
                if (missing.startsWith(from)) {
                    Path candidate = to.resolve(from.relativize(missing)).normalize();
                    if (Files.exists(candidate)) {
                        return Optional.of(candidate);
                    }
                }
                boolean sameName =
                        from.getFileName() != null && from.getFileName().equals(to.getFileName());
                from = sameName ? from.getParent() : null;
                to = to.getParent();
            }
        }
        return Optional.empty();
    }
}
