package org.palimpsest.app.project;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

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

    /** Where a file lies now that is no longer in its place; empty when the user does not know. */
    default Optional<Path> locate(Path missing) {
        return Optional.empty();
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
