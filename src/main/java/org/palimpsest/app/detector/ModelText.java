package org.palimpsest.app.detector;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.NetworkCost;
import org.palimpsest.learned.ModelCard;

/** Models and the cost of networks in words. */
public final class ModelText {
    private ModelText() {}

    /** What a user must know of a model: F1 on validation, bands, pixel size, licence. */
    public static String of(ModelCard card) {
        StringJoiner words = new StringJoiner(" · ");
        String f1 = card.training().get("validationF1");
        if (f1 != null) {
            words.add(Text.of("model.f1", f1));
        }
        words.add(Text.of("model.bands", String.join(", ", card.bands())));
        if (card.groundSampleDistance().isPresent()) {
            words.add(Text.of("model.pixels", number(card.groundSampleDistance().getAsDouble())));
        }
        words.add(Text.of("model.licence", card.licence()));
        return words.toString();
    }

    /** Size, speed and memory of a network. */
    public static String of(NetworkCost cost) {
        return Text.of(
                "gallery.cost",
                number(cost.parameters() / 1e6),
                number(cost.secondsPerMegapixel()),
                Integer.toString(cost.megabytes()));
    }

    /** How fast a detector is and what memory it takes; empty where nothing is known. */
    static String speed(Detector detector, OptionalDouble measuredHere) {
        OptionalDouble stated = DetectorSpeeds.stated(detector.card().id());
        if (measuredHere.isPresent()) {
            return Text.of(
                    detector.cost().isPresent() ? "gallery.speedHere" : "gallery.speedHere.memory",
                    number(measuredHere.getAsDouble()));
        }
        return stated.isPresent() ? Text.of("gallery.speedStated", number(stated.getAsDouble())) : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
