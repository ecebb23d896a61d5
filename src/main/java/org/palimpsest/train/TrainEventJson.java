package org.palimpsest.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.Notice;

/** Events of a training as lines of JSON; {@code docs/training.md} names every key. */
public final class TrainEventJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private TrainEventJson() {}

    /** The event as one line without its end. */
    public static String toLine(TrainEvent event) {
        return GSON.toJson(toJson(event));
    }

    static JsonObject toJson(TrainEvent event) {
        JsonObject json = new JsonObject();
        if (event instanceof TrainEvent.Started started) {
            json.addProperty("event", "started");
            json.addProperty("network", started.network());
            json.addProperty("weights", started.weights());
            json.addProperty("epochs", started.epochs());
            json.addProperty("epochsDone", started.epochsDone());
            json.addProperty("stepsPerEpoch", started.stepsPerEpoch());
            json.addProperty("device", started.device());
        } else if (event instanceof TrainEvent.Step step) {
            json.addProperty("event", "step");
            json.addProperty("epoch", step.epoch());
            json.addProperty("step", step.step());
            json.addProperty("steps", step.steps());
            json.addProperty("loss", step.loss());
            add(json, "imagesPerSecond", step.imagesPerSecond());
            add(json, "secondsLeft", step.secondsLeft());
        } else if (event instanceof TrainEvent.Epoch epoch) {
            json = epoch(epoch.scores());
        } else if (event instanceof TrainEvent.Warning warning) {
            json.addProperty("event", "warning");
            notice(json, warning.notice());
        } else if (event instanceof TrainEvent.Product product) {
            json.addProperty("event", "product");
            json.addProperty("kind", product.kind());
            json.addProperty("file", product.file().toString());
        } else if (event instanceof TrainEvent.Finished finished) {
            json.addProperty("event", "finished");
            json.addProperty("outcome", finished.outcome());
            notice(json, finished.notice());
        }
        return json;
    }

    /** Adds a sentence: as it is in English, and what another language is made from. */
    static void notice(JsonObject json, Notice notice) {
        json.addProperty("message", notice.message());
        json.addProperty("code", notice.code());
        JsonArray values = new JsonArray();
        notice.values().forEach(values::add);
        json.add("values", values);
    }

    static JsonObject epoch(EpochScores scores) {
        JsonObject json = new JsonObject();
        json.addProperty("event", "epoch");
        json.addProperty("epoch", scores.epoch());
        json.addProperty("step", scores.step());
        json.addProperty("learningRate", scores.learningRate());
        JsonObject train = accuracy(scores.train());
        train.addProperty("loss", scores.trainLoss());
        json.add("train", train);
        if (scores.validation().isPresent()) {
            EpochScores.Validation found = scores.validation().get();
            JsonObject validation = accuracy(found.accuracy());
            found.loss().ifPresent(loss -> validation.addProperty("loss", loss));
            validation.addProperty("threshold", found.threshold());
            if (!found.groups().isEmpty()) {
                JsonObject groups = new JsonObject();
                for (Map.Entry<String, Accuracy> group : found.groups().entrySet()) {
                    groups.add(group.getKey(), accuracy(group.getValue()));
                }
                validation.add("groups", groups);
            }
            json.add("validation", validation);
        }
        json.addProperty("best", scores.best());
        json.addProperty("seconds", scores.seconds());
        return json;
    }

    /** The measures of the change class, and the mean of both classes' Dice. */
    public static JsonObject accuracy(Accuracy accuracy) {
        JsonObject json = new JsonObject();
        json.addProperty("precision", accuracy.precision());
        json.addProperty("recall", accuracy.recall());
        json.addProperty("f1", accuracy.f1());
        json.addProperty("iou", accuracy.iou());
        json.addProperty("oa", accuracy.oa());
        json.addProperty("kappa", accuracy.kappa());
        json.addProperty("meanDice", meanDice(accuracy));
        return json;
    }

    /** The mean of the Dice of change and of no change, as FusionUNet's authors report it; a class that is nowhere is left out. */
    static double meanDice(Accuracy accuracy) {
        double wrong = accuracy.falsePositives() + accuracy.falseNegatives();
        double sum = 0;
        int classes = 0;
        for (long right : new long[] {accuracy.truePositives(), accuracy.trueNegatives()}) {
            if (right + wrong > 0) {
                sum += 2.0 * right / (2.0 * right + wrong);
                classes++;
            }
        }
        return classes == 0 ? 0 : sum / classes;
    }

    private static void add(JsonObject json, String key, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(key, value);
        }
    }
}
