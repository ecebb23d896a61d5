package org.palimpsest.app.project;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.MovedFiles;
import org.palimpsest.project.Project;

/**
 * The files of a project that are not where they were, and where the user found them; one answer is used for all files that
 * moved along with it.
 *
 * <p>Window's thread; folders are looked through by the searcher.
 */
public final class MissingFiles {
    /**
     * One file that is not in its place.
     *
     * @param file where it was
     * @param layers names of the layers that show it, separated by commas
     * @param place where it lies now; empty while it is not found
     */
    public record Row(Path file, String layers, Optional<Path> place) {}

    private final Project project;
    private final Executor searcher;
    private final Executor window;
    private final Map<Path, Path> found = new LinkedHashMap<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    /**
     * @param missing the project's files that do not exist
     * @param searcher looks for files
     * @param window the window's thread
     */
    public MissingFiles(Project project, List<Path> missing, Executor searcher, Executor window) {
        this.project = project;
        this.searcher = searcher;
        this.window = window;
        missing.forEach(file -> rows.add(new Row(file, layers(file), Optional.empty())));
    }

    /** One row for each file, in the order of the layers. */
    public ObservableList<Row> rows() {
        return rows;
    }

    /** A sentence about the last answer; empty before the first. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** How many files are still missing. */
    public long left() {
        return rows.stream().filter(row -> row.place().isEmpty()).count();
    }

    /** The first file that is still missing. */
    public Optional<Row> first() {
        return rows.stream().filter(row -> row.place().isEmpty()).findFirst();
    }

    /** Says where a file lies now; the others are then looked for around it. */
    public void locate(Row row, Path place) {
        found.put(row.file(), place.toAbsolutePath().normalize());
        show();
        List<Path> missing = rows.stream().map(Row::file).toList();
        Map<Path, Path> known = Map.copyOf(found);
        searcher.execute(() -> {
            Map<Path, Path> others = MovedFiles.others(missing, known);
            window.execute(() -> {
                others.forEach(found::putIfAbsent);
                note.set(Text.of("project.missing.also", others.size()));
                show();
            });
        });
    }

    /** Tells whether no file got another place. */
    boolean isAsBefore() {
        return found.isEmpty();
    }

    /** The project with the places that are known. */
    public Project resolved() {
        return MovedFiles.moved(project, found);
    }

    private void show() {
        rows.replaceAll(row -> new Row(row.file(), row.layers(), Optional.ofNullable(found.get(row.file()))));
    }

    private String layers(Path file) {
        return String.join(
                ", ",
                project.layers().stream()
                        .filter(layer -> layer.source().equals(file))
                        .map(layer -> layer.name())
                        .toList());
    }
}
