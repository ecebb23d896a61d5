package org.palimpsest.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** The judge beside our reader: GDAL, driven by whichever Python of this machine has it. */
final class GdalReader {
    private static final String SCRIPT = "read_with_gdal.py";
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3", "python");
    private static final long PATIENCE_MINUTES = 10;

    private GdalReader() {}

    /** Seconds that GDAL takes to read the whole file in windows; empty where no Python with GDAL is found. */
    static OptionalDouble seconds(Path file, int windowSize, int threads) throws IOException {
        Path script = Files.createTempFile("palimpsest-bench", ".py");
        try {
            try (InputStream text = GdalReader.class.getResourceAsStream(SCRIPT)) {
                if (text == null) {
                    throw new IllegalStateException(SCRIPT + " is missing from the installation.");
                }
                Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
            }
            for (String python : PYTHONS) {
                OptionalDouble seconds = seconds(List.of(
                        python,
                        script.toString(),
                        file.toString(),
                        Integer.toString(windowSize),
                        Integer.toString(threads)));
                if (seconds.isPresent()) {
                    return seconds;
                }
            }
            return OptionalDouble.empty();
        } finally {
            Files.deleteIfExists(script);
        }
    }

    private static OptionalDouble seconds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return OptionalDouble.of(Double.parseDouble(answer.trim()));
            }
            process.destroy();
        } catch (IOException e) {
            // There is no such Python here; the next one may have GDAL.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OptionalDouble.empty();
    }
}
