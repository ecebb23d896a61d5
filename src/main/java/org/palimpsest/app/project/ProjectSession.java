package org.palimpsest.app.project;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.Autosave;
import org.palimpsest.project.MovedFiles;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectStore;
import org.palimpsest.project.ProjectTakenException;
import org.palimpsest.project.RecentProjects;
import org.palimpsest.project.Recovery;
import org.palimpsest.project.UnsavedProjects;

/**
 * The project that is open: its file, whether all of it is saved, and new, open, save, recover and leave.
 *
 * <p>Everything is called in the window's thread; files are read and written by the writer, one after the other.
 */
public final class ProjectSession {
    /** Where projects are kept, and the threads that work on them. */
    public record Parts(
            UnsavedProjects unsaved, RecentProjects recent, Clock clock, Executor writer, Executor window) {}

    /** Work for the writer that may find bad input. */
    @FunctionalInterface
    private interface Task<T> {
        T run() throws BadInputException;
    }

    private final ProjectContent content;
    private ProjectQuestions questions;
    private final Parts parts;
    private final Autosave autosave;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(Text.of("project.untitled"));
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private final ObservableList<Path> recent = FXCollections.observableArrayList();
    private Optional<ProjectStore> file = Optional.empty();
    private Optional<Project> saved = Optional.of(Project.EMPTY);
    private boolean opening;

    public ProjectSession(ProjectContent content, ProjectQuestions questions, Parts parts) {
        this.content = content;
        this.questions = questions;
        this.parts = parts;
        autosave = new Autosave(parts.clock(), content::snapshot, this::store, parts.writer(), e -> parts.window()
                .execute(() -> failed(e)));
        recent.setAll(parts.recent().files());
    }

    /** Says who puts the questions to the user from now on. */
    public void askThrough(ProjectQuestions other) {
        questions = other;
    }

    /** The project's name: that of its file without the ending. */
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /** Whether something would be lost without saving; a moved map alone does not count. */
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    /** The projects that were opened or saved last, the newest first. */
    public ObservableList<Path> recent() {
        return recent;
    }

    /** The project's file; empty until it is saved the first time. */
    public Optional<Path> file() {
        return file.map(ProjectStore::file);
    }

    /** Looks what changed, and keeps it when it is time; to be called every few seconds. */
    public void look() {
        if (!opening) {
            autosave.tick();
            compare();
        }
    }

    /** Keeps what changed, because a run is about to start. */
    public void beforeRun() {
        if (!opening) {
            autosave.beforeRun();
        }
    }

    /** Begins an empty project, after the question about unsaved changes. */
    public void startNew() {
        leave(() -> show(Project.EMPTY, Optional.empty(), Text.of("project.untitled"), new Recovery.AsSaved()));
    }

    /** Asks which project to open, and opens it. */
    public void open() {
        questions.projectToOpen().ifPresent(this::open);
    }

    /**
     * Opens a project, after the question about unsaved changes; the newest intact of its files is taken. A project that another
     * window has open can be looked at, or taken over.
     */
    public void open(Path project) {
        leave(() -> {
            ProjectStore store = new ProjectStore(project, parts.clock());
            write(
                    store::claim,
                    holder -> holder.ifPresentOrElse(
                            other -> questions.askTaken(store.file(), other, answer -> open(store, answer)),
                            () -> openMine(store)));
        });
    }

    private void open(ProjectStore store, ProjectQuestions.Taken answer) {
        switch (answer) {
            case TAKE_OVER ->
                write(
                        () -> {
                            store.takeOver();
                            return store;
                        },
                        this::openMine);
            case READ_ONLY ->
                write(store::openAsSaved, opened -> {
                    opened.warnings().forEach(questions::warn);
                    show(
                            opened.project(),
                            Optional.empty(),
                            Text.of("project.readOnly", nameOf(store.file())),
                            opened.recovery());
                    questions.inform(Text.of("project.readOnly.words", store.file()));
                });
            case STAY -> {}
        }
    }

    private void openMine(ProjectStore store) {
        boolean again = isOpen(store.file());
        write(
                () -> {
                    boolean opened = false;
                    try {
                        ProjectStore.Opened found = store.open();
                        opened = true;
                        return found;
                    } finally {
                        if (!opened && !again) {
                            store.release();
                        }
                    }
                },
                opened -> {
                    opened.warnings().forEach(questions::warn);
                    show(opened.project(), Optional.of(store), nameOf(store.file()), opened.recovery());
                    remember(store.file());
                });
    }

    /** Brings back a project that was never saved and whose program ended; nothing happens when there is none. */
    public void recoverUnsaved() {
        parts.unsaved()
                .orphan()
                .ifPresent(orphan -> write(
                        () -> parts.unsaved().adopt(orphan),
                        opened -> show(
                                opened.project(), Optional.empty(), Text.of("project.untitled"), opened.recovery())));
    }

    /** Saves, and asks where if the project has no file yet. */
    public void save() {
        save(() -> {});
    }

    /** Asks for a place and saves there. */
    public void saveAs() {
        questions.placeToSave().ifPresent(place -> saveTo(place, () -> {}));
    }

    /** Does {@code next} once nothing can be lost by it: at once, or when the user has answered. */
    public void leave(Runnable next) {
        if (content.isBusy()) {
            questions.warn(Text.of("project.busy"));
        } else {
            settle(next);
        }
    }

    /** The same at the end of the program, which ends a run too; the run can be resumed later. */
    public void end(Runnable next) {
        settle(() -> write(
                () -> {
                    file.ifPresent(ProjectStore::release);
                    return file;
                },
                done -> next.run()));
    }

    private void settle(Runnable next) {
        compare();
        if (!unsaved.get()) {
            forgetKept(next);
            return;
        }
        questions.askUnsaved(name.get(), answer -> {
            switch (answer) {
                case SAVE -> save(next);
                case DISCARD -> {
                    autosave.isKept(Project.EMPTY);
                    forgetKept(next);
                }
                case STAY -> {}
            }
        });
    }

    private void save(Runnable next) {
        if (file.isPresent()) {
            saveTo(file.get().file(), next);
        } else {
            questions.placeToSave().ifPresent(place -> saveTo(place, next));
        }
    }

    private void saveTo(Path place, Runnable next) {
        ProjectStore before = store();
        ProjectStore target = file.filter(
                        store -> store.file().equals(place.toAbsolutePath().normalize()))
                .orElseGet(() -> new ProjectStore(withEnding(place), parts.clock()));
        Project project = content.snapshot();
        write(
                () -> {
                    target.save(project);
                    if (before != target) {
                        before.discardAutosave();
                    }
                    return target;
                },
                done -> {
                    use(Optional.of(target));
                    saved = Optional.of(project);
                    autosave.isKept(project);
                    name.set(nameOf(target.file()));
                    compare();
                    remember(target.file());
                    questions.inform(Text.of("project.saved", target.file()));
                    next.run();
                });
    }

    /** Asks for files that moved, and then puts the project in place of what is open. */
    private void show(Project project, Optional<ProjectStore> from, String title, Recovery recovery) {
        parts.writer().execute(() -> {
            List<Path> gone = MovedFiles.missing(project);
            parts.window().execute(() -> {
                MissingFiles missing = new MissingFiles(project, gone, parts.writer(), parts.window());
                if (gone.isEmpty()) {
                    lay(missing, from, title, recovery);
                } else {
                    questions.askMissing(missing, () -> lay(missing, from, title, recovery));
                }
            });
        });
    }

    private void lay(MissingFiles missing, Optional<ProjectStore> from, String title, Recovery recovery) {
        opening = true;
        content.show(missing.resolved(), () -> {
            opening = false;
            use(from);
            name.set(title);
            Project now = content.snapshot();
            boolean whole = recovery instanceof Recovery.AsSaved && missing.isAsBefore();
            saved = whole ? Optional.of(now) : Optional.empty();
            autosave.isKept(now);
            compare();
            say(recovery);
            missing.first()
                    .ifPresent(row -> questions.warn(Text.of(
                            "project.missing", missing.left(), row.file().toString())));
        });
    }

    /** Works on another file from now on, and lets others have the one before. */
    private void use(Optional<ProjectStore> next) {
        Optional<ProjectStore> left = file;
        file = next;
        left.filter(store -> !isOpen(store.file()))
                .ifPresent(store -> parts.writer().execute(store::release));
    }

    private boolean isOpen(Path place) {
        return file.filter(store -> store.file().equals(place)).isPresent();
    }

    /** Says why something failed; work on a project that another window took over counts as unsaved from then on. */
    private void failed(Exception cause) {
        if (cause instanceof ProjectTakenException taken && isOpen(taken.project())) {
            name.set(Text.of("project.readOnly", nameOf(taken.project())));
            file = Optional.empty();
            saved = Optional.empty();
            autosave.isKept(Project.EMPTY);
            autosave.beforeRun();
            compare();
        }
        questions.failed(cause);
    }

    private void say(Recovery recovery) {
        if (recovery instanceof Recovery.FromAutosave kept) {
            questions.warn(Text.of("project.recovered", name.get(), time(kept.at())));
        } else if (recovery instanceof Recovery.FromGeneration older) {
            questions.warn(Text.of(
                    "project.recovered.generation", older.damaged().toString(), older.generation(), time(older.at())));
        }
    }

    private void compare() {
        if (!opening) {
            Project now = content.snapshot().withoutView();
            boolean nothing =
                    now.isEmpty() && saved.filter(old -> !old.isEmpty()).isEmpty();
            unsaved.set(!nothing
                    && saved.filter(old -> old.withoutView().equals(now)).isEmpty());
        }
    }

    /** Drops the autosave, and only then goes on: the program may end with what follows. */
    private void forgetKept(Runnable next) {
        ProjectStore store = store();
        write(
                () -> {
                    store.discardAutosave();
                    return store;
                },
                done -> next.run());
    }

    private ProjectStore store() {
        return file.orElseGet(() -> parts.unsaved().mine());
    }

    private void remember(Path project) {
        parts.recent().add(project);
        recent.setAll(parts.recent().files());
    }

    private <T> void write(Task<T> task, java.util.function.Consumer<T> done) {
        parts.writer().execute(() -> {
            try {
                T result = task.run();
                parts.window().execute(() -> done.accept(result));
            } catch (BadInputException | RuntimeException e) {
                parts.window().execute(() -> failed(e));
            }
        });
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(Text.locale())
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    private static Path withEnding(Path place) {
        String name = String.valueOf(place.getFileName());
        return name.endsWith(ProjectStore.ENDING) ? place : place.resolveSibling(name + ProjectStore.ENDING);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.palimpsest$", "");
    }
}
