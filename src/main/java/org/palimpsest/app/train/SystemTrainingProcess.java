package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.palimpsest.run.OwnProcess;
import org.palimpsest.train.TrainProcessNote;

/**
 * Trains in a process of its own that runs {@code palimpsest train --json}: it computes nothing in the window, and neither a
 * crash nor the end of the window harms it. Its streams go into files, because a pipe would end with the window.
 */
public final class SystemTrainingProcess implements TrainingProcess {
    private static final String MAIN_CLASS = "org.palimpsest.Palimpsest";
    private static final long SMALLEST_HEAP = 512L << 20;

    private final Map<String, String> environment;

    public SystemTrainingProcess() {
        this(Map.of());
    }

    /** @param environment variables that the processes get besides those of this one */
    public SystemTrainingProcess(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void start(Path folder, List<String> words, long memoryBytes) throws IOException {
        TrainingFiles files = new TrainingFiles(folder);
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(OwnProcess.command(
                List.of("-Xmx" + (Math.max(SMALLEST_HEAP, memoryBytes) >> 20) + "m", "-XX:+UseSerialGC"), MAIN_CLASS));
        command.addAll(words);
        command.add("--json");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(files.events().toFile())
                .redirectError(files.errors().toFile());
        builder.environment().putIfAbsent("TORCH_CPP_LOG_LEVEL", "ERROR");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        TrainProcessNote.write(folder, process.toHandle());
    }

    @Override
    public boolean isAlive(Path folder) {
        return TrainProcessNote.living(folder).isPresent();
    }
}
