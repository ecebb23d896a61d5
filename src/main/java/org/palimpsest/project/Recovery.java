package org.palimpsest.project;

import java.nio.file.Path;
import java.time.Instant;

/** Which of a project's files was opened, and why; sealed, so that the window finds words for each case. */
public sealed interface Recovery {
    /** The project file itself: nothing was lost. */
    record AsSaved() implements Recovery {}

    /**
     * The program ended without saving, and what it had kept by itself is newer than the project file.
     *
     * @param at when it was kept
     */
    record FromAutosave(Instant at) implements Recovery {}

    /**
     * The project file is damaged or missing, and an earlier generation was opened.
     *
     * @param generation 1 for the save before the last, to 3
     * @param at when it was saved
     * @param damaged the file that could not be read
     */
    record FromGeneration(int generation, Instant at, Path damaged) implements Recovery {}
}
