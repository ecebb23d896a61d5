package org.palimpsest.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.Notice;

class NoticeTextTest {
    private static final Pattern MADE =
            Pattern.compile("Notice\\.of\\(\\s*(?:\"([^\"]+)\",\\s*\"((?:[^\"\\\\]|\\\\.)*)\")?");

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
    void aCode_isSaidInTheWindowsLanguage_withItsValues() {
        Notice notice = Notice.of(
                "overlap.partial",
                "Only {0} % of {1} is covered by {2}; the rest is not analysed.",
                "12.5",
                "/data/a {1}$1.tif",
                "b.tif");
        assertEquals(
                "Only 12.5 % of /data/a {1}$1.tif is covered by b.tif; the rest is not analysed.", notice.message());
        assertEquals("/data/a {1}$1.tif 只有 12.5 % 被 b.tif 覆盖；其余部分不作分析。", NoticeText.of(notice));
        Text.use(Locale.ENGLISH);
        assertEquals(notice.message(), NoticeText.of(notice));
    }

    @Test
    void whatASentenceIsAbout_standsBeforeIt_inTheWindowsLanguage() {
        Notice notice = Notice.of("raster.complex", "The samples are complex numbers; their modulus is used.")
                .about("a.tif");
        assertEquals("a.tif: The samples are complex numbers; their modulus is used.", notice.message());
        assertEquals("a.tif：像元值是复数；取其模。", NoticeText.of(notice));
        assertEquals("b.tif: New.", NoticeText.of(Notice.plain("New.").about("b.tif")));
    }

    @Test
    void valuesThatAreWordsOfTheProgram_areTranslatedToo() {
        Notice notice = Notice.of("shift.few", "Only {0} places ... \"{1}\"", 3, "affine");
        assertTrue(NoticeText.of(notice).contains("“仿射”"), NoticeText.of(notice));
    }

    @Test
    void freeText_andCodesOfANewerWorker_stayAsTheyAre() {
        assertEquals("Something else happened.", NoticeText.of(Notice.plain("Something else happened.")));
        assertEquals("New.", NoticeText.of(Notice.of("not.known.here", "New.")));
    }

    /** Every code that any package makes has words in both languages, and the English ones are those of the shell. */
    @Test
    void everyCode_hasWordsInBothLanguages() throws IOException {
        Map<String, String> sentences = sentences();
        assertTrue(sentences.size() > 50, sentences.keySet().toString());
        Object[] values = {"A", "B", "C", "D", "E"};
        for (Map.Entry<String, String> sentence : sentences.entrySet()) {
            Notice notice = Notice.of(sentence.getKey(), sentence.getValue(), values);
            assertTrue(Text.has("notice." + notice.code()), "No words for " + notice.code());
            String chinese = NoticeText.of(notice);
            assertNotEquals(notice.message(), chinese, notice.code());
            Text.use(Locale.ENGLISH);
            assertEquals(notice.message(), NoticeText.of(notice), notice.code());
            Text.use(Locale.SIMPLIFIED_CHINESE);
        }
    }

    /** Words for a code that nobody makes any more are to be deleted. */
    @Test
    void noWords_areForACodeThatNobodyMakes() throws IOException {
        Set<String> codes = sentences().keySet();
        List<String> nobodys = Text.keys().stream()
                .filter(key -> key.startsWith("notice.") && !key.startsWith("notice.word."))
                .filter(key -> !codes.contains(key.substring("notice.".length())))
                .toList();
        assertEquals(List.of(), nobodys);
    }

    /** Codes and English sentences as the sources have them; each must be written out where a notice is made. */
    private static Map<String, String> sentences() throws IOException {
        Map<String, String> sentences = new TreeMap<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        List<String> notWrittenOut = new ArrayList<>();
        for (Path file : sources) {
            Matcher made = MADE.matcher(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            while (made.find()) {
                if (made.group(1) == null) {
                    notWrittenOut.add(file.toString());
                } else {
                    String english = made.group(2).replace("\\\"", "\"");
                    String other = sentences.put(made.group(1), english);
                    assertTrue(other == null || other.equals(english), "Two sentences are called " + made.group(1));
                }
            }
        }
        assertEquals(List.of(), notWrittenOut);
        return sentences;
    }
}
