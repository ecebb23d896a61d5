package org.palimpsest.app.detector;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import org.palimpsest.base.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast each detector is, in million pixels per second of fitting and detecting: measured in the runs on this machine, and
 * stated for the classical ones until then.
 *
 * <p>Window's thread, but for {@link #of(Path)}. Each measurement is kept at once, in one small file.
 */
public final class DetectorSpeeds {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorSpeeds.class);

    /** Below this a run is mostly the start of it. */
    private static final double FEWEST_MEGAPIXELS = 1;

    /** Of 9 megapixels with four bands on two processor cores that had other work too. */
    private static final Map<String, Double> STATED = Map.ofEntries(
            Map.entry("cva", 2.0),
            Map.entry("difference", 1.6),
            Map.entry("image-regression", 0.3),
            Map.entry("index-difference", 2.1),
            Map.entry("ir-mad", 0.5),
            Map.entry("isfa", 0.6),
            Map.entry("log-ratio", 1.3),
            Map.entry("mad", 1.5),
            Map.entry("patch-graph", 0.2),
            Map.entry("pca-kmeans", 0.5),
            Map.entry("ratio", 1.1),
            Map.entry("spectral-angle", 2.7));

    private final Path file;
    private final Properties measured = new Properties();

    /** @param file where measurements are kept; need not exist, and counts as empty when it cannot be read */
    public DetectorSpeeds(Path file) {
        this.file = file;
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                measured.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.info("The measured speeds in {} cannot be read", file, e);
            }
        }
    }

    /** What the last run of a detector on this machine reached; empty before its first. */
    public OptionalDouble measured(String detector) {
        try {
            String text = measured.getProperty(detector);
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            LOG.info("The speed of {} is no number", detector, e);
            return OptionalDouble.empty();
        }
    }

    /** What is stated of a classical detector; empty for all others. */
    public static OptionalDouble stated(String detector) {
        Double speed = STATED.get(detector);
        return speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    /** Keeps what a run reached. */
    public void keep(String detector, double megapixelsPerSecond) {
        measured.setProperty(detector, String.format(Locale.ROOT, "%.3g", megapixelsPerSecond));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            StringWriter text = new StringWriter();
            measured.store(text, null);
            AtomicFile.writeText(file, text.toString());
        } catch (IOException e) {
            LOG.info("The measured speeds cannot be kept in {}", file, e);
        }
    }

    /** What a finished run reached, from its record; empty for small runs, and where the record does not say. */
    public static OptionalDouble of(Path run) {
        try {
            JsonObject record = JsonParser.parseString(Files.readString(run.resolve("run.json")))
                    .getAsJsonObject();
            JsonObject extent = record.getAsJsonObject("decided").getAsJsonObject("extent");
            JsonObject seconds = record.getAsJsonObject("seconds");
            double megapixels =
                    extent.get("width").getAsDouble() * extent.get("height").getAsDouble() / 1e6;
            double speed = megapixels
                    / (seconds.get("fit").getAsDouble() + seconds.get("detect").getAsDouble());
            return megapixels >= FEWEST_MEGAPIXELS && Double.isFinite(speed) && speed > 0
                    ? OptionalDouble.of(speed)
                    : OptionalDouble.empty();
        } catch (IOException
                | JsonParseException
                | NullPointerException
                | ClassCastException
                | IllegalStateException
                | UnsupportedOperationException e) {
            LOG.debug("The record of {} tells no speed", run, e);
            return OptionalDouble.empty();
        }
    }
}
