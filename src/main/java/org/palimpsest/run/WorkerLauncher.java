package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** Names the file in which an earlier run left its classes ready to use; set by the script that starts the program. */
    private static final String CLASS_ARCHIVE = "palimpsest.runs";

    /** With this code a process ends that ran out of heap. */
    static final int OUT_OF_MEMORY_EXIT = 3;

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.PIPE);
        // libtorch's warnings about itself would only hide what matters in the worker's last words.
        builder.environment().putIfAbsent("TORCH_CPP_LOG_LEVEL", "ERROR");
        // One store of glibc's for all threads: in one for each, libtorch's large arrays leave gaps that add up to
        // hundreds of
        // megabytes.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
        return builder.start();
    }

    private List<String> command() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + (heapBytes(memoryBytes) >> 20) + "m",
                "-XX:+ExitOnOutOfMemoryError",
                // Grows the heap by what is alive and not by how busy the processor is, so that memory does not go with
                // the size of the scene; what a run keeps alive is so little that collecting it with one thread costs
                // nothing.
                "-XX:+UseSerialGC"));
        String archive = System.getProperty(CLASS_ARCHIVE);
        if (archive != null && Files.exists(Path.of(archive))) {
            // That of another Java or class path is not taken, and nothing is said of it.
            options.add("-XX:SharedArchiveFile=" + archive);
            options.add("-Xlog:cds*=off");
        }
        return OwnProcess.command(options, mainClass);
    }

    /** The heap for a memory budget. */
    static long heapBytes(long memoryBytes) {
        return Math.max(SMALLEST_HEAP, memoryBytes - BESIDE_THE_HEAP);
    }
}
