package org.palimpsest.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of contents of a zip archive whose entries are stored as they are, the only kind that torch writes.
 *
 * <p>A compressed or encrypted entry, an entry outside the file and entries that overlap are refused, which leaves no room for
 * a zip bomb. 64-bit sizes (zip64) are understood.
 */
final class StoredZip {
    private static final int END_RECORD = 0x06054b50;
    private static final int END_RECORD_BYTES = 22;
    private static final int END_RECORD_64 = 0x06064b50;
    private static final int END_LOCATOR_64 = 0x07064b50;
    private static final int END_LOCATOR_64_BYTES = 20;
    private static final int CENTRAL_RECORD = 0x02014b50;
    private static final int CENTRAL_RECORD_BYTES = 46;
    private static final int LOCAL_RECORD = 0x04034b50;
    private static final int LOCAL_RECORD_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LARGEST_DIRECTORY = 16 << 20;
    private static final long IN_EXTRA_FIELD = 0xFFFFFFFFL;

    /** Where one entry's bytes stand in the file. */
    record Entry(String name, long position, long size) {}

    private final FileChannel file;
    private final long fileSize;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Reads the table of contents of {@code file}. */
    StoredZip(FileChannel file) throws IOException, Refusal {
        this.file = file;
        fileSize = file.size();
        readDirectory(locateDirectory());
        checkDisjoint();
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Where the central directory stands. */
    private record Directory(long position, long size) {}

    private Directory locateDirectory() throws IOException, Refusal {
        int tail = (int) Math.min(fileSize, END_RECORD_BYTES + LONGEST_COMMENT);
        ByteBuffer bytes = read(fileSize - tail, tail);
        for (int at = tail - END_RECORD_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END_RECORD && (bytes.getShort(at + 20) & 0xFFFF) == tail - END_RECORD_BYTES - at) {
                long size = bytes.getInt(at + 12) & 0xFFFFFFFFL;
                long position = bytes.getInt(at + 16) & 0xFFFFFFFFL;
                boolean large = size == IN_EXTRA_FIELD
                        || position == IN_EXTRA_FIELD
                        || (bytes.getShort(at + 10) & 0xFFFF) == 0xFFFF;
                return checked(large ? locateDirectory64(fileSize - tail + at) : new Directory(position, size));
            }
        }
        throw new Refusal("it begins like a zip archive, but its table of contents is missing.");
    }

    private Directory locateDirectory64(long endRecord) throws IOException, Refusal {
        ByteBuffer locator = read(endRecord - END_LOCATOR_64_BYTES, END_LOCATOR_64_BYTES);
        ByteBuffer record = read(locator.getLong(8), 56);
        if (locator.getInt(0) != END_LOCATOR_64 || record.getInt(0) != END_RECORD_64) {
            throw new Refusal("its table of contents is damaged.");
        }
        return new Directory(record.getLong(48), record.getLong(40));
    }

    private static Directory checked(Directory directory) throws Refusal {
        if (directory.size() < 0 || directory.size() > LARGEST_DIRECTORY) {
            throw new Refusal("its table of contents claims " + Long.toUnsignedString(directory.size())
                    + " bytes, and 16 MB is the limit.");
        }
        return directory;
    }

    private void readDirectory(Directory directory) throws IOException, Refusal {
        ByteBuffer bytes = read(directory.position(), (int) directory.size());
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            if (bytes.remaining() < CENTRAL_RECORD_BYTES || bytes.getInt(at) != CENTRAL_RECORD) {
                throw new Refusal("its table of contents is damaged.");
            }
            int nameBytes = bytes.getShort(at + 28) & 0xFFFF;
            int extraBytes = bytes.getShort(at + 30) & 0xFFFF;
            int commentBytes = bytes.getShort(at + 32) & 0xFFFF;
            int recordBytes = CENTRAL_RECORD_BYTES + nameBytes + extraBytes + commentBytes;
            if (bytes.remaining() < recordBytes) {
                throw new Refusal("its table of contents is damaged.");
            }
            byte[] name = new byte[nameBytes];
            bytes.get(at + CENTRAL_RECORD_BYTES, name);
            ByteBuffer extra = bytes.slice(at + CENTRAL_RECORD_BYTES + nameBytes, extraBytes)
                    .order(bytes.order());
            addEntry(new String(name, StandardCharsets.UTF_8), bytes, at, extra);
            bytes.position(at + recordBytes);
        }
    }

    private void addEntry(String name, ByteBuffer central, int at, ByteBuffer extra) throws IOException, Refusal {
        int flags = central.getShort(at + 8);
        int method = central.getShort(at + 10) & 0xFFFF;
        if (method != 0 || (flags & 1) != 0) {
            throw new Refusal(
                    "its entry " + Refusal.quoted(name)
                            + " is compressed or encrypted, which torch never does; unpack it and pack it again without compression.");
        }
        long stored = central.getInt(at + 20) & 0xFFFFFFFFL;
        long size = central.getInt(at + 24) & 0xFFFFFFFFL;
        long header = central.getInt(at + 42) & 0xFFFFFFFFL;
        ByteBuffer large = extraField(extra, 1);
        size = size == IN_EXTRA_FIELD ? nextLong(large) : size;
        stored = stored == IN_EXTRA_FIELD ? nextLong(large) : stored;
        header = header == IN_EXTRA_FIELD ? nextLong(large) : header;
        if (stored != size) {
            throw new Refusal("its entry " + Refusal.quoted(name) + " claims two different sizes.");
        }
        ByteBuffer local = read(header, LOCAL_RECORD_BYTES);
        if (local.getInt(0) != LOCAL_RECORD) {
            throw new Refusal("its entry " + Refusal.quoted(name) + " is not where the table of contents says.");
        }
        long position = header + LOCAL_RECORD_BYTES + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
        if (size < 0 || position > fileSize || size > fileSize - position) {
            throw new Refusal("its entry " + Refusal.quoted(name) + " claims " + Long.toUnsignedString(size)
                    + " bytes and would end outside the file.");
        }
        if (entries.put(name, new Entry(name, position, size)) != null) {
            throw new Refusal("its entry " + Refusal.quoted(name) + " is listed twice.");
        }
    }

    private static ByteBuffer extraField(ByteBuffer extra, int wanted) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int size = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
            if (id == wanted) {
                return extra.slice(extra.position(), size).order(extra.order());
            }
            extra.position(extra.position() + size);
        }
        return ByteBuffer.allocate(0);
    }

    private static long nextLong(ByteBuffer field) throws Refusal {
        if (field.remaining() < Long.BYTES) {
            throw new Refusal("its table of contents is damaged.");
        }
        return field.getLong();
    }

    private ByteBuffer read(long position, int count) throws IOException, Refusal {
        if (position < 0 || position > fileSize || count > fileSize - position) {
            throw new Refusal("its table of contents points outside the file.");
        }
        return FileBytes.read(file, position, count);
    }

    private void checkDisjoint() throws Refusal {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::position).thenComparingLong(Entry::size));
        long end = 0;
        for (Entry entry : sorted) {
            if (entry.position() < end) {
                throw new Refusal("its entry " + Refusal.quoted(entry.name()) + " overlaps another one.");
            }
            end = entry.position() + entry.size();
        }
    }
}
