package org.palimpsest.run;

import java.io.IOException;
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

    /** With this code a process ends that ran out of heap. */
    static final int OUT_OF_MEMORY_EXIT = 3;

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.PIPE);
        // libtorch's warnings about itself would only hide what matters in the worker's last words.
        builder.environment().putIfAbsent("TORCH_CPP_LOG_LEVEL", "ERROR");
        return builder.start();
    }

    private List<String> command() {
        return OwnProcess.command(
                List.of(
                        "-Xmx" + (heapBytes(memoryBytes) >> 20) + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        // Grows the heap by what is alive and not by how busy the processor is, so that memory does not
                        // go with the size of the scene; what a run keeps alive is so little that collecting it with
                        // one thread costs nothing.
                        "-XX:+UseSerialGC"),
                mainClass);
    }

    /** The heap for a memory budget. */
    static long heapBytes(long memoryBytes) {
        return Math.max(SMALLEST_HEAP, memoryBytes - BESIDE_THE_HEAP);
    }
}
