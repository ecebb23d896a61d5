package org.palimpsest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two commands that the README promises are the ones that continuous integration runs, and its links lead somewhere. */
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^    (mvn .+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void continuousIntegration_runsTheCommandsOfTheReadme() throws IOException {
        List<String> commands = COMMAND.matcher(read("README.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(2, commands.size(), commands.toString());
        String script = read(".ci/run");
        for (String command : commands) {
            assertTrue(script.contains("\n" + command), command);
        }
    }

    @Test
    void everyLink_leadsToAFile() throws IOException {
        Matcher links = LINK.matcher(read("README.md"));
        while (links.find()) {
            assertTrue(Files.exists(Path.of(links.group(1))), links.group(1));
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
