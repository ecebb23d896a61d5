package org.palimpsest.vector.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** Reads the attribute table of a shapefile (dBASE III), row by row. */
final class DbfReader {
    private static final int HEADER_BYTES = 32;
    private static final int FIELD_BYTES = 32;
    private static final byte HEADER_END = 0x0D;
    private static final byte DELETED = '*';
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final Path file;
    private final SeekableByteChannel channel;
    private final Optional<Charset> stated;
    private final List<Field> fields = new ArrayList<>();
    private long rows;
    private int firstRow;
    private int rowBytes;

    private record Field(String name, char type, int at, int width) {}

    private DbfReader(Path file, SeekableByteChannel channel, Optional<Charset> stated) {
        this.file = file;
        this.channel = channel;
        this.stated = stated;
    }

    /** The table of a shapefile; empty where there is none. */
    static Optional<DbfReader> beside(Path shapes) throws BadInputException {
        Optional<Path> table = ShapefileReader.sibling(shapes, "dbf");
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try {
            DbfReader reader = new DbfReader(table.get(), Files.newByteChannel(table.get()), encoding(shapes));
            boolean good = false;
            try {
                reader.header();
                good = true;
            } finally {
                if (!good) {
                    reader.close();
                }
            }
            return Optional.of(reader);
        } catch (IOException e) {
            throw new BadInputException(table.get() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<Charset> encoding(Path shapes) throws IOException {
        Optional<Path> cpg = ShapefileReader.sibling(shapes, "cpg");
        if (cpg.isEmpty()) {
            return Optional.empty();
        }
        String name = Files.readString(cpg.get(), StandardCharsets.ISO_8859_1).trim();
        try {
            return Optional.of(Charset.forName(name.matches("\\d+") ? "windows-" + name : name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private void header() throws IOException, BadInputException {
        ByteBuffer header = bytes(0, HEADER_BYTES);
        rows = Integer.toUnsignedLong(header.getInt(4));
        firstRow = Short.toUnsignedInt(header.getShort(8));
        rowBytes = Short.toUnsignedInt(header.getShort(10));
        if (firstRow < HEADER_BYTES || rowBytes < 1) {
            throw damaged();
        }
        ByteBuffer descriptors = bytes(HEADER_BYTES, firstRow - HEADER_BYTES);
        int at = 1;
        for (int i = 0;
                i + FIELD_BYTES <= descriptors.capacity() && descriptors.get(i) != HEADER_END;
                i += FIELD_BYTES) {
            byte[] name = new byte[11];
            descriptors.get(i, name);
            int width = Byte.toUnsignedInt(descriptors.get(i + 16));
            char type = (char) descriptors.get(i + 11);
            if (type == 'C') {
                // Long texts keep the upper half of their width where numbers keep their decimals.
                width += Byte.toUnsignedInt(descriptors.get(i + 17)) << 8;
            }
            if (at + width > rowBytes) {
                throw damaged();
            }
            fields.add(new Field(text(name), type, at, width));
            at += width;
        }
    }

    /** The attributes of a row counted from 0, nothing in them where the table has no such row; empty where it was deleted. */
    Optional<Map<String, Object>> row(long row) throws IOException, BadInputException {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (row < rows) {
            ByteBuffer bytes = bytes(firstRow + row * rowBytes, rowBytes);
            if (bytes.get(0) == DELETED) {
                return Optional.empty();
            }
            for (Field field : fields) {
                byte[] value = new byte[field.width()];
                bytes.get(field.at(), value);
                String text = text(value);
                if (!text.isEmpty()) {
                    attributes.put(field.name(), value(field.type(), text));
                }
            }
        }
        return Optional.of(attributes);
    }

    private static Object value(char type, String text) {
        if (type == 'N' || type == 'F') {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                return text; // Stars stand where a number did not fit.
            }
        }
        return text;
    }

    private String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        ByteBuffer part = ByteBuffer.wrap(bytes, 0, end);
        if (stated.isPresent()) {
            return stated.get().decode(part).toString().strip();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(part).toString().strip();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, end, WESTERN).strip();
        }
    }

    private ByteBuffer bytes(long position, int count) throws IOException, BadInputException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged();
            }
        }
        return buffer.flip();
    }

    private BadInputException damaged() {
        return new BadInputException(
                file + " is damaged or incomplete. Get the shapefile again, or delete this table to use"
                        + " the shapes without attributes.");
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(DbfReader.class).warn("{} could not be closed: {}", file, e.getMessage());
        }
    }
}
