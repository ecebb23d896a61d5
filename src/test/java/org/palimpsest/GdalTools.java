package org.palimpsest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** Runs GDAL's command-line tools as independent judges of our files; a test skips itself where they are not installed. */
public final class GdalTools {
    private GdalTools() {}

    /** What a tool wrote to its standard output; fails the test when it ends with an error or says anything on its error stream. */
    public static String run(String tool, Object... arguments) throws IOException, InterruptedException {
        return runWithInput("", tool, arguments);
    }

    /** As {@link #run}, with a text for the tool's standard input. */
    public static String runWithInput(String input, String tool, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find(tool).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Files.createTempFile("gdal", ".out");
        Path in = Files.createTempFile("gdal", ".in");
        Path err = Files.createTempFile("gdal", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            // GDAL must neither read nor write side files next to the file under test.
            builder.environment().put("GDAL_PAM_ENABLED", "NO");
            Files.writeString(in, input);
            Process process = builder.redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            Assertions.assertTrue(ended, tool + " does not end");
            String complaints = Files.readString(err, StandardCharsets.UTF_8);
            Assertions.assertEquals("", complaints, String.join(" ", command));
            Assertions.assertEquals(0, process.exitValue(), String.join(" ", command));
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            Files.deleteIfExists(in);
        }
    }

    private static Path find(String tool) {
        for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator)) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        LoggerFactory.getLogger(GdalTools.class).warn("SKIPPED: {} (gdal-bin) is not installed.", tool);
        Assumptions.abort(tool + " (gdal-bin) is not installed.");
        throw new AssertionError("unreachable");
    }
}
