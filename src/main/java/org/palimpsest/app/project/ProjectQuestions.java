package org.palimpsest.app.project;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.project.ProjectHolder;

/** What the user is asked and told about projects; window's thread only. Without a window every question is declined. */
public interface ProjectQuestions {
    /** What shall become of unsaved changes. */
    enum Unsaved {
        SAVE,
        DISCARD,
        STAY
    }

    /** A project file to open; empty when the user thought better of it. */
    default Optional<Path> projectToOpen() {
        return Optional.empty();
    }

    /** A place to save to; empty when the user thought better of it. */
    default Optional<Path> placeToSave() {
        return Optional.empty();
    }

    /** What to do about a project that another process has open. */
    enum Taken {
        /** Show what is saved; work on it is saved under another name. */
        READ_ONLY,
        /** Save here from now on; the other window can save under another name only. */
        TAKE_OVER,
        STAY
    }

    /** Asks where files lie now that are no longer in their places, without holding up the window; {@code done} goes on. */
    default void askMissing(MissingFiles missing, Runnable done) {
        done.run();
    }

    /** Asks about a project that another process has open, without holding up the window. */
    default void askTaken(Path project, ProjectHolder holder, Consumer<Taken> answer) {
        answer.accept(Taken.STAY);
    }

    /** Asks about unsaved changes without holding up the window. */
    default void askUnsaved(String project, Consumer<Unsaved> answer) {
        answer.accept(Unsaved.STAY);
    }

    /** Says something that went as it should. */
    void inform(String sentence);

    /** Says something that the user should heed. */
    void warn(String sentence);

    /** Says why something failed. */
    void failed(Exception cause);
}
