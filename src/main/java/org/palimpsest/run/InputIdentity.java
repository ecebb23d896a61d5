package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.palimpsest.base.BadInputException;

/**
 * Tells whether a file is still the one that a run began with, without reading it.
 *
 * @param path absolute
 * @param bytes its size
 * @param modified when it was last written, in UTC to the millisecond
 */
record InputIdentity(Path path, long bytes, Instant modified) {
    static InputIdentity of(Path file) throws BadInputException {
        try {
            Path path = file.toAbsolutePath().normalize();
            return new InputIdentity(
                    path,
                    Files.size(path),
                    Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (IOException e) {
            throw new BadInputException("There is no readable file " + file + ". Check the path.", e);
        }
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("path", path.toString());
        json.addProperty("bytes", bytes);
        json.addProperty("modified", modified.toString());
        return json;
    }
}
