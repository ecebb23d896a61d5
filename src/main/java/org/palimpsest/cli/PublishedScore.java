package org.palimpsest.cli;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubCatalogue;
import org.palimpsest.hub.HubReference;
import org.palimpsest.learned.ModelCard;

/**
 * The score that a model's authors published, to stand beside the measured one.
 *
 * @param dataset that it is of, by its usual name; empty where the card does not say
 * @param score the published numbers; NaN where one was not stated
 */
record PublishedScore(String dataset, HubCatalogue.Score score) {
    private static final String KEY = "published_";

    /**
     * The score of a model of the hub that is in the catalogue, or what its card states under {@code training}: {@code
     * published_f1} and so on.
     *
     * @param named how the user names the tested dataset; the score of another dataset of the hub is left out
     */
    static Optional<PublishedScore> of(ModelCard card, String named) throws BadInputException {
        Optional<HubCatalogue.Model> known = Optional.empty();
        String source = card.training().get(ModelCard.SOURCE);
        if (source != null) {
            known = HubCatalogue.published().model(HubReference.parse(source));
        }
        if (known.isPresent() && known.get().score().isPresent()) {
            boolean another = HubReference.isReference(named)
                    && !HubReference.parse(named).id().equals(known.get().datasetId());
            return another
                    ? Optional.empty()
                    : Optional.of(new PublishedScore(
                            known.get().dataset(), known.get().score().get()));
        }
        Map<String, String> stated = card.training();
        if (!stated.containsKey(KEY + "f1") && !stated.containsKey(KEY + "iou")) {
            return Optional.empty();
        }
        return Optional.of(new PublishedScore(
                stated.getOrDefault(KEY + "dataset", ""),
                new HubCatalogue.Score(
                        number(stated, "oa"),
                        number(stated, "f1"),
                        number(stated, "precision"),
                        number(stated, "recall"),
                        number(stated, "iou"),
                        "the model's card")));
    }

    private static double number(Map<String, String> stated, String measure) throws BadInputException {
        String text = stated.get(KEY + measure);
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    "The model's card states " + KEY + measure + " as \"" + text
                            + "\", which is no number. Mend it in model.json.",
                    e);
        }
    }

    /** The published numbers as an object, without those that were not stated. */
    static JsonObject json(HubCatalogue.Score score) {
        JsonObject json = numbers(score.precision(), score.recall(), score.f1(), score.iou(), score.oa());
        json.addProperty("source", score.source());
        return json;
    }

    /** Measured less published. */
    JsonObject difference(Accuracy measured) {
        return numbers(
                measured.precision() - score.precision(),
                measured.recall() - score.recall(),
                measured.f1() - score.f1(),
                measured.iou() - score.iou(),
                measured.oa() - score.oa());
    }

    private static JsonObject numbers(double precision, double recall, double f1, double iou, double oa) {
        JsonObject json = new JsonObject();
        add(json, "precision", precision);
        add(json, "recall", recall);
        add(json, "f1", f1);
        add(json, "iou", iou);
        add(json, "oa", oa);
        return json;
    }

    private static void add(JsonObject json, String key, double value) {
        if (!Double.isNaN(value)) {
            json.addProperty(key, value);
        }
    }
}
