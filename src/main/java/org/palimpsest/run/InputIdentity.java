package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.palimpsest.base.BadInputException;

/**
 * Tells whether a file is still the one that a run began with, without reading it.
 *
 * @param path absolute
 * @param bytes its size
 * @param modified when it was last written, in UTC to the millisecond
 */
record InputIdentity(Path path, long bytes, Instant modified) {
    private static final int BUFFER = 1 << 20;

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

    /** The SHA-256 of a file's bytes in lower-case hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
