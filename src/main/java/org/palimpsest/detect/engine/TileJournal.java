package org.palimpsest.detect.engine;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The list of a run's finished tiles, by which a cancelled or killed run goes on where it was.
 *
 * <p>A text file: first a line of JSON that says which run it is ({@link #header}), then one that says how many tiles are computed
 * together, then one line for each finished tile, with its number, {@code data} or {@code empty}, and the CRC-32C of its bytes. Each line is handed to the system at once, after the
 * tile's bytes; so a killed process loses at most the tiles it was computing. A last line that was cut short is ignored. Safe
 * from many threads.
 */
public final class TileJournal implements Closeable {
    private static final String FILE_NAME = "journal.txt";
    /** Begins the line with the number of tiles that are computed together. */
    private static final String GROUP = "group ";

    private final JsonObject header;
    private final List<Entry> entries;
    private final FileChannel file;
    private OptionalInt group;

    private TileJournal(JsonObject header, List<Entry> entries, OptionalInt group, FileChannel file) {
        this.header = header;
        this.entries = List.copyOf(entries);
        this.group = group;
        this.file = file;
    }

    /** A finished tile; {@code checksum} is the CRC-32C of its bytes. */
    public record Entry(long tile, boolean empty, int checksum) {
        private String line() {
            return String.format(Locale.ROOT, "%d %s %08x%n", tile, empty ? "empty" : "data", checksum)
                    .replace("\r", "");
        }

        static Optional<Entry> parse(String line) {
            String[] words = line.split(" ", -1);
            if (words.length != 3 || words[2].length() != 8) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Entry(
                        Long.parseLong(words[0]), words[1].equals("empty"), Integer.parseUnsignedInt(words[2], 16)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** Begins a journal in a folder; an earlier one there is replaced. */
    public static TileJournal create(Path folder, JsonObject header) throws IOException {
        Path path = file(folder);
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        TileJournal journal = new TileJournal(header, List.of(), OptionalInt.empty(), file);
        journal.write(header + "\n");
        file.force(true);
        return journal;
    }

    /** Opens the journal of an earlier run to go on with it; empty when the folder holds none that can be read. */
    public static Optional<TileJournal> open(Path folder) throws IOException {
        Path path = file(folder);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, whole).lines().toList();
        Optional<JsonObject> header = lines.isEmpty() ? Optional.empty() : header(utf8(lines.get(0)));
        if (header.isEmpty()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        OptionalInt group = OptionalInt.empty();
        for (String line : lines.subList(1, lines.size())) {
            Entry.parse(line).ifPresent(entries::add);
            if (line.matches(GROUP + "[1-9]\\d{0,5}")) {
                group = OptionalInt.of(Integer.parseInt(line.substring(GROUP.length())));
            }
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        file.truncate(whole);
        file.position(whole);
        return Optional.of(new TileJournal(header.get(), entries, group, file));
    }

    /** The object in the first line of a journal; empty where the line is damaged. */
    static Optional<JsonObject> header(String line) {
        try {
            return Optional.of(JsonParser.parseString(line).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The journal's file in a run's work folder. */
    static Path file(Path folder) {
        return folder.resolve(FILE_NAME);
    }

    private static String utf8(String line) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What the first line says of the run. */
    public JsonObject header() {
        return header;
    }

    /** The tiles that were finished when the journal was opened. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * How many tiles are computed together in this run: what the journal says, or from now on {@code wanted}. A resumed run
     * keeps to it, because the last digits of a network's result depend on how many windows it sees at once.
     */
    public synchronized int group(int wanted) throws IOException {
        if (group.isEmpty()) {
            write(GROUP + wanted + "\n");
            group = OptionalInt.of(wanted);
        }
        return group.getAsInt();
    }

    /** Adds a finished tile. */
    public synchronized void append(Entry entry) throws IOException {
        write(entry.line());
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
