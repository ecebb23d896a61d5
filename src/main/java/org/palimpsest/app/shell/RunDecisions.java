package org.palimpsest.app.shell;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run decided, read from its record: the threshold as a score, and the rule that found it.
 *
 * @param score 0 to 1
 * @param rule the rule's name in the run document; a number where the user gave a value
 */
record RunDecisions(double score, String rule) {
    /** Reads {@code run.json} of a finished run; empty where it does not say. */
    static Optional<RunDecisions> read(Path directory) {
        try {
            JsonElement record =
                    JsonParser.parseString(Files.readString(directory.resolve("run.json"), StandardCharsets.UTF_8));
            if (record.getAsJsonObject().get("decided") instanceof JsonObject decided
                    && decided.get("threshold") instanceof JsonObject threshold
                    && threshold.has("score")
                    && threshold.has("rule")) {
                double score = threshold.get("score").getAsDouble();
                return score >= 0 && score <= 1
                        ? Optional.of(
                                new RunDecisions(score, threshold.get("rule").getAsString()))
                        : Optional.empty();
            }
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            // An old or foreign record; the layer then starts at the middle.
        }
        return Optional.empty();
    }
}
