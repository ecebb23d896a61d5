package org.palimpsest.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.palimpsest.Palimpsest;

/** The shell in a process of its own, so that tests can send it signals; never outlives the test. */
final class ShellProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private ShellProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the program; {@code folder} takes its log and what it writes to the standard error stream. */
    static ShellProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** Starts the program with these variables in its environment. */
    static ShellProcess start(Path folder, Map<String, String> variables, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Palimpsest.class.getName()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment()
                .put("PALIMPSEST_USER_FOLDER", folder.resolve("user").toString());
        builder.environment().putAll(variables);
        return new ShellProcess(builder.start(), err);
    }

    /** Waits for a line of output that contains {@code text}. */
    void awaitLine(String text) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError("The process ended before it printed " + text + ": " + err());
        }
    }

    /** Sends a signal by its short name, such as TERM. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Reads the rest of the output and gives the exit code. */
    int awaitEnd() throws Exception {
        while (out.readLine() != null) {
            // Only the end of the output matters here.
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end.");
        }
        return process.exitValue();
    }

    /** Waits for the end and gives what was printed. */
    String output() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line).append('\n');
        }
        awaitEnd();
        return text.toString();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
