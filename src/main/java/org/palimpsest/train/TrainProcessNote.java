package org.palimpsest.train;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.palimpsest.base.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code process.json} in the folder of a training: which process trains, so that others find it and none joins it. */
public final class TrainProcessNote {
    static final String FILE = "process.json";

    private static final Logger LOG = LoggerFactory.getLogger(TrainProcessNote.class);
    /** Systems tell the start of a process in parts of a second, and not always the same. */
    private static final Duration SAME_START = Duration.ofSeconds(3);

    private TrainProcessNote() {}

    /** Notes that {@code process} trains in a folder that is there. */
    public static void write(Path folder, ProcessHandle process) throws IOException {
        JsonObject note = new JsonObject();
        note.addProperty("pid", process.pid());
        note.addProperty(
                "started", process.info().startInstant().orElseGet(Instant::now).toString());
        AtomicFile.writeText(folder.resolve(FILE), note + "\n");
    }

    /** The process that trains in a folder; empty when it has ended. */
    public static Optional<ProcessHandle> living(Path folder) {
        Path note = folder.resolve(FILE);
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(Files.readString(note)).getAsJsonObject();
            Instant started = Instant.parse(json.get("started").getAsString());
            // Another process may have been given the number since.
            return ProcessHandle.of(json.get("pid").getAsLong())
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start ->
                                    Duration.between(start, started).abs().compareTo(SAME_START) < 0)
                            .isPresent());
        } catch (IOException
                | JsonParseException
                | DateTimeException
                | IllegalStateException
                | NullPointerException e) {
            LOG.info("{} cannot be read; its process counts as ended", note, e);
            return Optional.empty();
        }
    }
}
