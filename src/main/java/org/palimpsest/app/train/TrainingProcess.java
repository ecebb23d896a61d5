package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who executes trainings for the window: a process for each, which outlives the window; in tests anything. Any thread. */
public interface TrainingProcess {
    /**
     * Starts a training, which tells what it does in the files of {@code folder}.
     *
     * @param words of the command line from "train" on
     * @param memoryBytes what it may take for images
     */
    void start(Path folder, List<String> words, long memoryBytes) throws IOException;

    /** Tells whether the process that was last started for a folder still lives. */
    boolean isAlive(Path folder);
}
