package org.palimpsest.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The same forward pass in Python's PyTorch, where a {@code python3} with torch is found: the script {@code forward.py} beside
 * this class builds networks of the same layers and widths. {@code PALIMPSEST_PYTHON} names another interpreter.
 */
final class PythonForward {
    private static final long PATIENCE_SECONDS = 600;
    private static final int PASSES = 3;

    private PythonForward() {}

    /**
     * What Python took.
     *
     * @param version of PyTorch
     * @param seconds of one pass
     */
    record Time(String version, double seconds) {}

    /** Measures one network; empty where there is no such Python. */
    static Optional<Time> measure(Path folder, String network, int window, int threads) throws IOException {
        return measure(folder, network, window, threads, List.of());
    }

    /** Measures one step of training on a batch; empty where there is no such Python, or the script lacks the network. */
    static Optional<Time> measureTraining(Path folder, String network, int window, int threads, int batch)
            throws IOException {
        return measure(folder, network, window, threads, List.of(Integer.toString(batch)));
    }

    private static Optional<Time> measure(Path folder, String network, int window, int threads, List<String> more)
            throws IOException {
        Path script = folder.resolve("forward.py");
        try (InputStream text = Objects.requireNonNull(PythonForward.class.getResourceAsStream("forward.py"))) {
            Files.write(script, text.readAllBytes());
        }
        String python = Objects.requireNonNullElse(System.getenv("PALIMPSEST_PYTHON"), "python3");
        Path answer = folder.resolve("forward.txt");
        List<String> command = new ArrayList<>(List.of(
                python,
                script.toString(),
                network,
                Integer.toString(window),
                Integer.toString(threads),
                Integer.toString(PASSES)));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(answer.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            if (process.exitValue() != 0) {
                return Optional.empty();
            }
        } catch (IOException e) {
            // No such program.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        String[] words =
                Files.readString(answer, StandardCharsets.UTF_8).strip().split(" ");
        return words.length == 2 ? Optional.of(new Time(words[0], Double.parseDouble(words[1]))) : Optional.empty();
    }
}
