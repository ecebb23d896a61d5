package org.palimpsest.app.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.base.Notice;

/** One line that a training wrote, as an event or into its log; {@code docs/training.md} names every key. */
sealed interface TrainingNews {
    /** It begins or goes on. */
    record Started(String network, int epochs, int epochsDone, long stepsPerEpoch) implements TrainingNews {}

    /** A step is done; rates and times are NaN where they are not known. */
    record Step(int epoch, long step, long steps, double loss, double imagesPerSecond, double secondsLeft)
            implements TrainingNews {}

    /** An epoch is done. */
    record Epoch(EpochPoint point) implements TrainingNews {}

    /** One sentence that the user should read, in the window's language. */
    record Note(String message) implements TrainingNews {}

    /** A file or folder is complete. */
    record Product(String kind, Path file) implements TrainingNews {}

    /** It ended; {@code outcome} is "done", "stopped" or "failed". */
    record Finished(String outcome, String message) implements TrainingNews {}

    /** What a line says; empty for one that is cut short or of a kind that is not known here. */
    static Optional<TrainingNews> parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return switch (text(json, "event")) {
                case "started" ->
                    Optional.of(new Started(
                            text(json, "network"),
                            json.get("epochs").getAsInt(),
                            json.get("epochsDone").getAsInt(),
                            json.get("stepsPerEpoch").getAsLong()));
                case "step" ->
                    Optional.of(new Step(
                            json.get("epoch").getAsInt(),
                            json.get("step").getAsLong(),
                            json.get("steps").getAsLong(),
                            number(json, "loss"),
                            number(json, "imagesPerSecond"),
                            number(json, "secondsLeft")));
                case "epoch" -> Optional.of(new Epoch(EpochPoint.of(json)));
                case "warning", "recovered", "memory" -> Optional.of(new Note(sentence(json)));
                case "product" -> Optional.of(new Product(text(json, "kind"), Path.of(text(json, "file"))));
                case "finished" -> Optional.of(new Finished(text(json, "outcome"), sentence(json)));
                default -> Optional.empty();
            };
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The sentence in the window's language where its code is known here, else as it was written. */
    private static String sentence(JsonObject json) {
        JsonElement code = json.get("code");
        JsonElement values = json.get("values");
        return NoticeText.of(new Notice(
                code == null ? "" : code.getAsString(),
                values == null
                        ? List.of()
                        : values.getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsString)
                                .toList(),
                "",
                text(json, "message")));
    }

    private static String text(JsonObject json, String key) {
        return json.get(key).getAsString();
    }

    private static double number(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null ? Double.NaN : value.getAsDouble();
    }
}
