package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.Parameter;
import org.palimpsest.train.TrainParameters;

class DetectorTextTest {
    @AfterEach
    void english() {
        Text.use(Locale.ENGLISH);
    }

    @Test
    void everyDetectorWithoutWeightsAndItsParameters_haveChineseWords() {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        List<String> english = new ArrayList<>();
        List<Detector> classical = DetectorRegistry.load().all().stream()
                .filter(detector -> detector.card().kind() != DetectorCard.Kind.SUPERVISED)
                .toList();
        for (Detector detector : classical) {
            String id = detector.card().id();
            check(id, DetectorText.summary(detector.card()), english);
            for (Parameter parameter : detector.parameters()) {
                check(id + "." + parameter.name() + ".label", DetectorText.label(id, parameter), english);
                check(id + "." + parameter.name() + ".help", DetectorText.help(id, parameter), english);
            }
        }
        assertTrue(english.isEmpty(), "Without Chinese words: " + english);
    }

    @Test
    void everySettingOfATraining_hasChineseWords() {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : TrainParameters.all()) {
            // Names of losses are the same in every language, but their help is not.
            check("train." + parameter.name() + ".help", DetectorText.help("train", parameter), missing);
        }
        assertTrue(missing.isEmpty(), "Without Chinese words: " + missing);
        assertEquals("批大小", DetectorText.label("train", TrainParameters.all().get(1)));
    }

    @Test
    void english_isTheDetectorsOwn() {
        Text.use(Locale.ENGLISH);
        for (Detector detector : DetectorRegistry.load().all()) {
            assertEquals(detector.card().name(), DetectorText.name(detector.card()));
            assertEquals(detector.card().summary(), DetectorText.summary(detector.card()));
        }
    }

    private static void check(String what, String words, List<String> english) {
        if (words.codePoints().noneMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN)) {
            english.add(what);
        }
    }
}
