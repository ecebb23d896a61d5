package org.palimpsest.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private final Locale before = Text.locale();

    @BeforeEach
    void speakChinese() {
        Text.use(Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    @Test
    void knownSentence_isSaidInTheWindowsLanguage_withItsValues() {
        String english = "Only 12.5 % of /data/a {1}.tif is covered by b.tif; the rest is not analysed.";
        assertEquals("/data/a {1}.tif 只有 12.5 % 被 b.tif 覆盖；其余部分不作分析。", Sentences.of(english));
        Text.use(Locale.ENGLISH);
        assertEquals(english, Sentences.of(english));
    }

    @Test
    void unknownSentence_staysAsItIs() {
        assertEquals("Something else happened.", Sentences.of("Something else happened."));
    }

    /** A sentence that is reworded would silently stay English; here it is missed. */
    @Test
    void everySentence_isStillSaidSomewhere() throws IOException {
        String said = sources();
        List<String> missed = new ArrayList<>();
        for (String sentence : Sentences.known()) {
            for (String piece : sentence.split("\\{\\d}")) {
                // Short pieces between two values say nothing; commas and quotes may be put together anywhere.
                if (piece.strip().length() > 8 && !isSaid(piece, said)) {
                    missed.add(piece + " <- " + sentence);
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    /** Whether a piece is in the sources, whole or as two pieces that are put together there. */
    private static boolean isSaid(String piece, String said) {
        return said.contains(piece)
                || IntStream.range(1, piece.length())
                        .anyMatch(at -> said.contains(piece.substring(0, at)) && said.contains(piece.substring(at)));
    }

    /** All sources as one text, with texts that are put together from pieces made whole. */
    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SentencesTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file)
                    .replaceAll("\"\\s*\\+\\s*\"", "")
                    .replace("\\\"", "\"")
                    .replace("%%", "%");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
