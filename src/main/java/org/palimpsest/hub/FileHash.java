package org.palimpsest.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.palimpsest.base.Sha256;

/**
 * The hash that the hub states for a file: SHA-256 of large files (their Git LFS pointer), Git's blob hash of small ones (SHA-1
 * over {@code "blob SIZE\0"} and the content).
 *
 * @param ofLargeFile whether it is a SHA-256
 * @param hex lower-case hexadecimal digits, 64 or 40
 */
record FileHash(boolean ofLargeFile, String hex) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final int BUFFER = 1 << 16;

    /** Reads the hash from an entity tag or a listing; empty where it is something else. */
    static Optional<FileHash> parse(String text) {
        String hex = text.replaceFirst("^W/", "").replace("\"", "").strip();
        if (SHA256.matcher(hex).matches()) {
            return Optional.of(new FileHash(true, hex));
        }
        return SHA1.matcher(hex).matches() ? Optional.of(new FileHash(false, hex)) : Optional.empty();
    }

    /** Whether the file's bytes have this hash. */
    boolean isOf(Path file) throws IOException {
        return hex.equals(ofLargeFile ? Sha256.of(file) : gitBlob(file));
    }

    private static String gitBlob(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // Git's own choice; the hub states nothing stronger for small files.
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}
