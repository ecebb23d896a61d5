package org.palimpsest.app.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs and rasters say, in the language of the window.
 *
 * <p>The worker speaks English, on the command line as in the window, and its sentences are the keys of their translations: a
 * list pairs each with its Chinese, and what changes from one time to the next is carried over. What the list lacks stays
 * English.
 */
public final class Sentences {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final List<Sentence> CHINESE = load("sentences_zh_CN.txt");

    private Sentences() {}

    /** A sentence as it is said, and as the window says it. */
    private record Sentence(String english, Pattern pattern, List<Integer> places, String translated) {
        static Sentence of(String english, String translated) {
            StringBuilder pattern = new StringBuilder();
            List<Integer> places = new ArrayList<>();
            Matcher place = PLACE.matcher(english);
            int at = 0;
            while (place.find()) {
                pattern.append(Pattern.quote(english.substring(at, place.start())))
                        .append("(.*?)");
                places.add(Integer.parseInt(place.group(1)));
                at = place.end();
            }
            pattern.append(Pattern.quote(english.substring(at)));
            return new Sentence(english, Pattern.compile(pattern.toString()), List.copyOf(places), translated);
        }

        String say(Matcher found) {
            return PLACE.matcher(translated).replaceAll(match -> {
                int group = places.indexOf(Integer.parseInt(match.group(1))) + 1;
                return Matcher.quoteReplacement(group == 0 ? "" : found.group(group));
            });
        }
    }

    /** The sentence in the language of the window. */
    public static String of(String english) {
        if (Text.locale().equals(Locale.ENGLISH)) {
            return english;
        }
        for (Sentence sentence : CHINESE) {
            Matcher found = sentence.pattern().matcher(english);
            if (found.matches()) {
                return sentence.say(found);
            }
        }
        return english;
    }

    /** The English sentences that have a translation, for the check that somebody still says them. */
    static List<String> known() {
        return CHINESE.stream().map(Sentence::english).toList();
    }

    private static List<Sentence> load(String name) {
        List<String> lines = new ArrayList<>();
        try (InputStream in = Sentences.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + name + ".");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Sentence> sentences = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            sentences.add(Sentence.of(lines.get(i), lines.get(i + 1)));
        }
        return List.copyOf(sentences);
    }
}
