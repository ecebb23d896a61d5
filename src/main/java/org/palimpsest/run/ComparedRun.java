package org.palimpsest.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * One detector of a comparison: the folder of its finished run, or why there is none.
 *
 * @param detector id
 * @param folder of the run's products
 * @param problem one sentence when the run did not end well; empty text otherwise
 */
public record ComparedRun(String detector, Path folder, String problem) {
    /** A run that ended well. */
    public static ComparedRun done(String detector, Path folder) {
        return new ComparedRun(detector, folder, "");
    }

    /** Whether there is something to compare. */
    public boolean isDone() {
        return problem.isEmpty();
    }

    Path mask() {
        return folder.resolve("mask.tif");
    }

    Path score() {
        return folder.resolve("score.tif");
    }

    Path preview() {
        return folder.resolve("preview.png");
    }

    /** What the run says of itself. */
    JsonObject record() throws BadInputException {
        return json(folder.resolve("run.json"));
    }

    /** Its agreement with the reference, where it was measured. */
    Optional<JsonObject> accuracy() throws BadInputException {
        Path file = folder.resolve("accuracy.json");
        return Files.exists(file) ? Optional.of(json(file)) : Optional.empty();
    }

    private static JsonObject json(Path file) throws BadInputException {
        try {
            return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new BadInputException(file + " cannot be read. Run the detector again.", e);
        }
    }
}
