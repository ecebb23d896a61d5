package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** Runs a program of GDAL on a product; where it is not installed the test is skipped, and says so. */
final class Judge {
    private Judge() {}

    /** Everything that the program printed, to both streams. */
    static String run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            LoggerFactory.getLogger(Judge.class).warn("SKIPPED: {} is not installed.", command[0]);
            Assumptions.abort(command[0] + " is not installed (Debian: gdal-bin).");
            throw e;
        }
    }
}
