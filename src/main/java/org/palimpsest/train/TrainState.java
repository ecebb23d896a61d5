package org.palimpsest.train;

import com.google.gson.JsonObject;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/** Where a training stands between two steps, besides its weights: everything that the rest of it depends on. */
final class TrainState {
    /** Steps done in all. */
    long step;
    /** Epochs complete and validated. */
    int epochs;
    /** Factor on the learning rate, halved each time a loss was not a number. */
    double rateFactor = 1;
    /** Parts in which a batch is computed; doubled where memory ran out. */
    int parts;

    double bestF1 = -1;
    double lowestLoss = Double.MAX_VALUE;
    /** Epochs since what is monitored got better. */
    int epochsWithoutBetter;

    double threshold = 0.5;
    /** Of the epoch that is not complete. */
    double lossSum;

    ConfusionCounts counts = ConfusionCounts.NONE;

    String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("step", step);
        json.addProperty("epochs", epochs);
        json.addProperty("rateFactor", rateFactor);
        json.addProperty("parts", parts);
        json.addProperty("bestF1", bestF1);
        json.addProperty("lowestLoss", lowestLoss);
        json.addProperty("epochsWithoutBetter", epochsWithoutBetter);
        json.addProperty("threshold", threshold);
        json.addProperty("lossSum", lossSum);
        json.addProperty("truePositives", counts.truePositives());
        json.addProperty("falsePositives", counts.falsePositives());
        json.addProperty("falseNegatives", counts.falseNegatives());
        json.addProperty("trueNegatives", counts.trueNegatives());
        return json.toString();
    }

    static TrainState read(String text) throws BadInputException {
        JsonFields json = JsonFields.parse("The state of the training", text);
        TrainState state = new TrainState();
        state.step = json.whole("step", 0);
        state.epochs = (int) json.whole("epochs", 0);
        state.rateFactor = json.number("rateFactor");
        state.parts = (int) json.whole("parts", 1);
        state.bestF1 = json.number("bestF1");
        state.lowestLoss = json.number("lowestLoss");
        state.epochsWithoutBetter = (int) json.whole("epochsWithoutBetter", 0);
        state.threshold = json.number("threshold");
        state.lossSum = json.number("lossSum");
        state.counts = new ConfusionCounts(
                json.whole("truePositives", 0),
                json.whole("falsePositives", 0),
                json.whole("falseNegatives", 0),
                json.whole("trueNegatives", 0));
        json.end();
        return state;
    }
}
