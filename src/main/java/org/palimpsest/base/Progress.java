package org.palimpsest.base;

/** Hears how far a task has come; called from the working threads, must return at once and never throw. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /** A named stage begins, which is made of {@code total} equal steps (0 when the number is not known). */
    default void stage(String name, long total) {}

    /** {@code done} steps of the current stage are finished. */
    default void done(long done) {}

    /** How the current stage stands, in a few words that replace the last ones ("loss 1.23, 5.4 % changed"). */
    default void note(String text) {}

    /** Something that the user should know, but that does not end the task; one sentence. */
    default void warning(Notice notice) {}

    /** The same in words that have no code. */
    default void warning(String message) {
        warning(Notice.plain(message));
    }
}
