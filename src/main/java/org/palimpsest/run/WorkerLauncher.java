package org.palimpsest.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts a worker process from the Java and the class path of this process.
 *
 * @param mainClass what the process runs
 * @param memoryBytes the run's memory budget, from which the process's heap follows
 */
record WorkerLauncher(String mainClass, long memoryBytes) {
    /** Room beside the heap: code, threads, file buffers. */
    private static final long BESIDE_THE_HEAP = 256L << 20;

    private static final long SMALLEST_HEAP = 192L << 20;

    /** The folder of the log file, which logback.xml reads; set by the process that starts the program. */
    private static final String LOG_FOLDER = "palimpsest.log";

    /** With this code a process ends that ran out of heap. */
    static final int OUT_OF_MEMORY_EXIT = 3;

    /** Selective scans compute with vector instructions, where this Java has them. */
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.PIPE);
        // libtorch's warnings about itself would only hide what matters in the worker's last words.
        builder.environment().putIfAbsent("TORCH_CPP_LOG_LEVEL", "ERROR");
        return builder.start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.add("-Xmx" + (heapBytes(memoryBytes) >> 20) + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        // Grows the heap by what is alive and not by how busy the processor is, so that memory does not go with the
        // size of the scene; what a run keeps alive is so little that collecting it with one thread costs nothing.
        command.add("-XX:+UseSerialGC");
        command.add("-Djava.awt.headless=true");
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-Dpalimpsest.") || option.startsWith("--add-")) {
                command.add(option);
            }
        }
        if (command.stream().noneMatch(VECTOR_MODULE::equals)
                && ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()) {
            command.add(VECTOR_MODULE);
        }
        String logs = System.getProperty(LOG_FOLDER);
        if (logs != null) {
            command.add("-D" + LOG_FOLDER + "=" + logs);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        return command;
    }

    /** The heap for a memory budget. */
    static long heapBytes(long memoryBytes) {
        return Math.max(SMALLEST_HEAP, memoryBytes - BESIDE_THE_HEAP);
    }

    private static Path java() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }
}
