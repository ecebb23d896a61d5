package org.palimpsest.train;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.Notice;

/** {@code log.jsonl}: one line of JSON for each epoch and each recovery, each with the number of steps done by then. */
final class TrainLog {
    static final String FILE = "log.jsonl";

    private final Path file;

    TrainLog(Path folder) {
        file = folder.resolve(FILE);
    }

    /** Forgets what happened after {@code step}, because a resumed training does it again. */
    void keepUntil(long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (stepOf(line) <= step) {
                kept.add(line + "\n");
            }
        }
        AtomicFile.writeText(file, String.join("", kept));
    }

    private static long stepOf(String line) {
        try {
            return JsonParser.parseString(line).getAsJsonObject().get("step").getAsLong();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            // A line that was cut short by a kill.
            return Long.MAX_VALUE;
        }
    }

    void epoch(EpochScores scores) throws IOException {
        append(TrainEventJson.epoch(scores));
    }

    /** Notes that the training went back or changed its ways at {@code step}. */
    void note(String event, long step, Notice notice) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("event", event);
        json.addProperty("step", step);
        TrainEventJson.notice(json, notice);
        append(json);
    }

    private void append(JsonObject json) throws IOException {
        Files.writeString(
                file,
                json + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.WRITE);
    }
}
