package org.palimpsest.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.palimpsest.detect.RunSpec;

/** Finds the files of a project that are no longer where they were. */
public final class MovedFiles {
    private MovedFiles() {}

    /** The files of layers that do not exist, each once. */
    public static List<Path> missing(Project project) {
        return project.sources().stream().filter(file -> !Files.exists(file)).toList();
    }

    /**
     * Looks for the missing files that moved together with those that were found: first in the same place relative to them, then
     * by name beside them.
     *
     * @param missing files that are not where they were
     * @param found old and new places of some of them
     * @return old and new places of the others that exist now; reads folders, so it may take a while
     */
    public static Map<Path, Path> others(List<Path> missing, Map<Path, Path> found) {
        Map<Path, Path> others = new LinkedHashMap<>();
        for (Path file : missing) {
            if (!found.containsKey(file)) {
                guess(file, found).or(() -> sameName(file, missing, found)).ifPresent(place -> others.put(file, place));
            }
        }
        return others;
    }

    /** The project with some of its files elsewhere, in its layers and in its runs. */
    public static Project moved(Project project, Map<Path, Path> places) {
        return new Project(
                project.layers().stream()
                        .map(layer -> Optional.ofNullable(places.get(layer.source()))
                                .map(layer::from)
                                .orElse(layer))
                        .toList(),
                project.view(),
                project.runs().stream().map(run -> moved(run, places)).toList(),
                project.form(),
                project.labels());
    }

    /** A run whose inputs or products lie elsewhere, so that it can still be resumed, repeated and exported. */
    private static ProjectRun moved(ProjectRun run, Map<Path, Path> places) {
        RunSpec spec = run.spec();
        Path directory = spec.output().directory();
        Path now = places.entrySet().stream()
                .filter(move -> directory.equals(move.getKey().getParent()))
                .map(move -> move.getValue().getParent())
                .findFirst()
                .orElse(directory);
        return new ProjectRun(
                run.title(),
                spec.withInputs(moved(spec.before(), places), moved(spec.after(), places))
                        .withOutput(new RunSpec.Output(
                                now, spec.output().formats(), spec.output().overwrite())),
                run.state(),
                run.whatHappened(),
                run.whatToDo(),
                run.products().stream()
                        .map(product -> new ProjectRun.Product(
                                product.kind(),
                                directory.equals(product.file().getParent())
                                        ? now.resolve(product.file().getFileName())
                                        : product.file()))
                        .toList());
    }

    private static RunSpec.Input moved(RunSpec.Input input, Map<Path, Path> places) {
        Path place = places.get(Path.of(input.path()));
        return place == null ? input : input.withPath(place.toString());
    }

    /** A file of the same name beside one that was found; none where two missing files share the name. */
    private static Optional<Path> sameName(Path file, List<Path> missing, Map<Path, Path> found) {
        Path name = file.getFileName();
        boolean ambiguous = missing.stream()
                .filter(other -> !other.equals(file))
                .anyMatch(other -> Objects.equals(other.getFileName(), name));
        return ambiguous
                ? Optional.empty()
                : found.values().stream()
                        .map(place -> place.resolveSibling(name))
                        .filter(Files::exists)
                        .findFirst();
    }

    /** Where a file lies if it moved together with one that was found. */
    private static Optional<Path> guess(Path missing, Map<Path, Path> found) {
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
