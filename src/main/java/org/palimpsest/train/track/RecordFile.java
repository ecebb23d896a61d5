package org.palimpsest.train.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.palimpsest.base.AtomicFile;

/** A file of records as TensorFlow frames them: length, its checksum, the record, its checksum. */
final class RecordFile {
    private static final int MASK = 0xA282EAD8;

    private final Path file;

    RecordFile(Path file) {
        this.file = file;
    }

    void append(byte[] record) throws IOException {
        Files.write(file, framed(record), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Keeps the whole records that {@code wanted} accepts; what a kill cut short goes too. */
    void keep(Predicate<byte[]> wanted) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> kept = new ArrayList<>();
        while (all.remaining() >= 16) {
            long length = all.getLong();
            all.getInt();
            if (length < 0 || length > all.remaining() - 4) {
                break;
            }
            byte[] record = new byte[(int) length];
            all.get(record);
            all.getInt();
            if (wanted.test(record)) {
                kept.add(record);
            }
        }
        AtomicFile.<IOException>write(file, part -> {
            Files.write(part, new byte[0]);
            for (byte[] record : kept) {
                Files.write(part, framed(record), StandardOpenOption.APPEND);
            }
        });
    }

    private static byte[] framed(byte[] record) {
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length)
                .array();
        return ByteBuffer.allocate(record.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(masked(length))
                .put(record)
                .putInt(masked(record))
                .array();
    }

    /** A checksum that stays useful for data that itself holds checksums. */
    private static int masked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        int value = (int) checksum.getValue();
        return (value >>> 15 | value << 17) + MASK;
    }
}
