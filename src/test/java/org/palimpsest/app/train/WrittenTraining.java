package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stands in for the processes of trainings: tests write what a training would write, and say when it has ended. */
final class WrittenTraining implements TrainingProcess {
    final Map<Path, List<String>> started = new HashMap<>();
    private final Set<Path> alive = new HashSet<>();

    @Override
    public void start(Path folder, List<String> words, long memoryBytes) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(new TrainingFiles(folder).events());
        started.put(folder, words);
        alive.add(folder);
    }

    @Override
    public boolean isAlive(Path folder) {
        return alive.contains(folder);
    }

    /** Ends the process of a training without a word. */
    void kill(Path folder) {
        alive.remove(folder);
    }

    static void event(Path folder, String line) throws IOException {
        append(new TrainingFiles(folder).events(), line);
    }

    /** An epoch in the log and among the events, as a training writes it. */
    static void epoch(Path folder, int epoch, double f1) throws IOException {
        String line = "{\"event\":\"epoch\",\"epoch\":" + epoch + ",\"step\":" + 10 * epoch
                + ",\"learningRate\":0.001,\"train\":{\"f1\":0.4,\"iou\":0.25,\"loss\":0.5},\"validation\":{\"f1\":"
                + f1
                + ",\"iou\":0.2,\"loss\":0.6,\"threshold\":0.5},\"best\":true,\"seconds\":1.5}";
        append(new TrainingFiles(folder).log(), line);
        event(folder, line);
    }

    static void append(Path file, String line) throws IOException {
        Files.writeString(
                file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
