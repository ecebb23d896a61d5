package org.palimpsest.app.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.palimpsest.base.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person has set once and for all, kept in one small file; a file that cannot be read counts as empty.
 *
 * <p>Window's thread only. Each change is written at once.
 */
public final class Preferences {
    private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);

    private static final long STANDARD_CACHE_BYTES = 4L << 30;

    private final Path file;
    private final Properties values = new Properties();

    /** Reads what is kept in {@code file}; the file need not exist. */
    public Preferences(Path file) {
        this.file = file;
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("The settings in {} cannot be read and count as empty", file, e);
            }
        }
    }

    /** A value, or the given one where nothing was set. */
    public String get(String name, String otherwise) {
        return values.getProperty(name, otherwise);
    }

    /** A number, or the given one where nothing sensible was set. */
    public long getNumber(String name, long otherwise) {
        try {
            return Long.parseLong(values.getProperty(name, Long.toString(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Keeps a value. */
    public void set(String name, String value) {
        if (!value.equals(values.setProperty(name, value))) {
            write();
        }
    }

    /** A file beside this one, for what a person has besides settings. */
    public Path beside(String name) {
        return file.toAbsolutePath().resolveSibling(name);
    }

    public boolean isDark() {
        return get("theme", "light").equals("dark");
    }

    /** The language of the window. */
    public Locale language() {
        String set = get("language", "");
        return set.isEmpty() ? Locale.getDefault(Locale.Category.DISPLAY) : Locale.forLanguageTag(set);
    }

    /** How much of the disk the cache of coarser levels may take. */
    public long cacheBytes() {
        return Math.max(0, getNumber("cacheBytes", STANDARD_CACHE_BYTES));
    }

    /** The folder in which each run gets a folder of its own. */
    public Path results() {
        return Path.of(get(
                "results",
                Path.of(System.getProperty("user.home", "."), "Palimpsest").toString()));
    }

    /** The folder in which exports are proposed: where the last one went. */
    public Path exports() {
        return Path.of(get("exports", System.getProperty("user.home", ".")));
    }

    private void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            StringWriter text = new StringWriter();
            values.store(text, null);
            AtomicFile.writeText(file, text.toString());
        } catch (IOException e) {
            LOG.warn("The settings cannot be written to {}", file, e);
        }
    }
}
