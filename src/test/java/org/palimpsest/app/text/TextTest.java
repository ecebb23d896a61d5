package org.palimpsest.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTest {
    private static Properties words(String name) throws Exception {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(Text.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }

    @Test
    void chinese_hasTheSameKeysAndPlaceholdersAsEnglish() throws Exception {
        Properties english = words("messages.properties");
        Properties chinese = words("messages_zh_CN.properties");
        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(chinese.keySet()));
        for (String key : english.stringPropertyNames()) {
            assertEquals(placeholders(english.getProperty(key)), placeholders(chinese.getProperty(key)), key);
        }
    }

    @Test
    void noKey_hasWordsTwice() throws Exception {
        for (String name : new String[] {"messages.properties", "messages_zh_CN.properties"}) {
            Set<String> keys = new TreeSet<>();
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Text.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
                reader.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .forEach(key -> assertTrue(keys.add(key), name + " holds " + key + " twice"));
            }
        }
    }

    @Test
    void everyKeyInTheSources_hasWords() throws Exception {
        Properties english = words("messages.properties");
        Pattern use = Pattern.compile("Text\\.of\\(\\s*\"([^\"]+)\"\\s*[,)]");
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/palimpsest/app"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = use.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (!english.containsKey(matcher.group(1))) {
                        missing.add(matcher.group(1));
                    }
                }
            }
        }
        assertTrue(missing.isEmpty(), "No words for " + missing);
    }

    private static Set<String> placeholders(String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{(\\d)").matcher(pattern);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
