package org.palimpsest.raster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of limited size in which built levels are kept between sessions, so that a large raster without overviews is
 * read from end to end only once.
 *
 * <p>A file bears the digest of the raster's path, size, time stamp and first bytes, so that a raster that was replaced is
 * never shown by the levels of the old one. Files get their names when they are complete. When the folder grows beyond its
 * limit, those that were used longest ago go first. Several processes may share the folder. Safe from many threads.
 */
public final class LevelStore {
    private static final Logger LOG = LoggerFactory.getLogger(LevelStore.class);
    private static final String ENDING = ".levels";
    private static final String UNFINISHED = ".tmp";
    /** What a session that crashed left half-built; a session that is still building is younger. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final int FIRST_BYTES = 1 << 16;
    private static final int KEY_BYTES = 20;

    private final Path folder;
    private volatile long mostBytes;

    /** @param mostBytes limit of the folder's size; 0 keeps nothing */
    public LevelStore(Path folder, long mostBytes) {
        this.folder = folder;
        setMostBytes(mostBytes);
    }

    /** Sets the limit of the folder's size, which acts when the next file is kept or with {@link #trim}. */
    public void setMostBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The limit must not be negative, but was " + bytes + " bytes.");
        }
        mostBytes = bytes;
    }

    /** Opens the levels of a raster where they are kept, else begins a file for them. */
    LevelFile open(Raster raster, List<Grid> levels) throws IOException {
        Path kept = place(raster);
        if (Files.exists(kept)) {
            try {
                LevelFile file = LevelFile.open(levels, raster.bands(), kept);
                Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
                return file;
            } catch (IOException e) {
                LOG.warn("Kept levels are built again: {}", e.getMessage());
            }
        }
        return LevelFile.create(levels, raster.bands(), folder);
    }

    /** Keeps levels that are complete now, and makes room for them. */
    void keep(Raster raster, LevelFile file) throws IOException {
        if (mostBytes > 0) {
            file.finish(place(raster));
            trim();
        }
    }

    /** Removes what was used longest ago until the folder keeps its limit, and what crashed sessions left behind. */
    public void trim() throws IOException {
        trim(mostBytes);
    }

    /** Removes everything; a raster that is open is shown from its removed file until it is closed. */
    public void clear() throws IOException {
        trim(0);
    }

    private void trim(long most) throws IOException {
        Instant abandoned = Instant.now().minus(ABANDONED);
        long bytes = 0;
        for (Kept file : files()) {
            bytes += file.bytes();
            boolean unfinished = file.path().toString().endsWith(UNFINISHED);
            if (unfinished ? file.used().isBefore(abandoned) : bytes > most) {
                bytes -= file.bytes();
                delete(file.path());
            }
        }
    }

    /** On Windows a file that is open cannot go; it goes another time. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("Kept levels cannot be removed now: {}", file, e);
        }
    }

    /** How many bytes the folder takes. */
    public long bytes() throws IOException {
        return files().stream().mapToLong(Kept::bytes).sum();
    }

    private record Kept(Path path, long bytes, Instant used) {}

    /** The files of the folder, those used last first. */
    private List<Kept> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(ENDING) || file.toString().endsWith(UNFINISHED))
                    .flatMap(LevelStore::look)
                    .sorted(Comparator.comparing(Kept::used).reversed())
                    .toList();
        }
    }

    private static Stream<Kept> look(Path file) {
        try {
            return Stream.of(new Kept(
                    file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            // Another process has just removed it.
            return Stream.empty();
        }
    }

    private Path place(Raster raster) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256.", e);
        }
        Grid grid = raster.grid();
        digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(grid.width())
                .putInt(grid.height())
                .putInt(raster.bands().size())
                .flip());
        for (Path file : raster.files()) {
            Path absolute = file.toAbsolutePath().normalize();
            digest.update(absolute.toString().getBytes(StandardCharsets.UTF_8));
            if (Files.isRegularFile(absolute)) {
                digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(Files.size(absolute))
                        .putLong(Files.getLastModifiedTime(absolute).toMillis())
                        .flip());
                try (InputStream in = Files.newInputStream(absolute)) {
                    digest.update(in.readNBytes(FIRST_BYTES));
                }
            }
        }
        return folder.resolve(HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES) + ENDING);
    }
}
