package org.palimpsest.app.detector;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.Parameter;

/**
 * What detectors and their parameters are called in the language of the window. English is the detectors' own; for Chinese
 * there is a bundle, and whatever it lacks, such as a detector from elsewhere, stays English.
 */
public final class DetectorText {
    private static final ResourceBundle CHINESE = ResourceBundle.getBundle(
            "org.palimpsest.app.detector.detectors",
            Locale.SIMPLIFIED_CHINESE,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private DetectorText() {}

    /** The name; that of a network is as in its paper in every language. */
    public static String name(DetectorCard card) {
        return words(card.name(), card.id() + ".name");
    }

    /** One sentence in plain words. */
    public static String summary(DetectorCard card) {
        return words(card.summary(), card.id() + ".summary");
    }

    /** What a parameter of a detector is called. */
    public static String label(String detector, Parameter parameter) {
        return words(parameter.label(), detector + "." + parameter.name() + ".label", parameter.name() + ".label");
    }

    /** What a parameter of a detector does. */
    public static String help(String detector, Parameter parameter) {
        return words(parameter.help(), detector + "." + parameter.name() + ".help", parameter.name() + ".help");
    }

    /** What a value of a parameter is called; its plain words in English are the value itself. */
    public static String choice(Parameter parameter, String value) {
        return words(value.replace('-', ' '), parameter.name() + ".choice." + value);
    }

    private static String words(String english, String... keys) {
        if (Text.locale().equals(Locale.ENGLISH)) {
            return english;
        }
        for (String key : keys) {
            try {
                return CHINESE.getString(key);
            } catch (MissingResourceException e) {
                // The next key may have words.
            }
        }
        return english;
    }
}
