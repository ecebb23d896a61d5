package org.palimpsest.app.theme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IconTest {
    @Test
    void everyIconInTheSources_isDrawn() throws Exception {
        Pattern use = Pattern.compile("Icon\\.of\\(\"([^\"]+)\"|Command\\.of\\(\\s*\"[^\"]+\",\\s*\"([^\"]+)\"");
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/palimpsest/app"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = use.matcher(Files.readString(file));
                while (matcher.find()) {
                    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                    if (!Icon.exists(name)) {
                        missing.add(name);
                    }
                }
            }
        }
        assertTrue(missing.isEmpty(), "No drawing for " + missing);
    }
}
