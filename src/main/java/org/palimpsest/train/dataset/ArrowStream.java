package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * Finds the columns of encoded pictures in an Arrow file of the streaming format and reads single rows of them.
 *
 * <p>Read is what the "Arrow Columnar Format" states of encapsulated messages, schemas and record batches: only columns that are a
 * struct with a binary field {@code bytes}, uncompressed. Sizes in the file are checked against its length before anything is
 * read. Safe for several threads.
 */
final class ArrowStream {
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int MOST_METADATA = 64 << 20;
    private static final int HEADER_SCHEMA = 1;
    private static final int HEADER_RECORD_BATCH = 3;

    private final Path path;
    private final FileChannel file;
    private final List<ArrowColumn> columns = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();

    /**
     * One record batch.
     *
     * @param rows in it
     * @param offsets of each picture column's offsets in the file
     * @param values of its values
     * @param wide whether the column has offsets of 64 bits
     */
    @SuppressWarnings("ArrayRecordComponent") // Private to the reader.
    private record Batch(long rows, long[] offsets, long[] values, long[] valuesLength, boolean[] wide) {}

    private ArrowStream(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** Reads the file's table of contents. */
    static ArrowStream open(Path path, List<String> wanted) throws IOException, BadInputException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        ArrowStream stream = new ArrowStream(path, file);
        boolean complete = false;
        try {
            stream.readMessages(wanted);
            complete = true;
            return stream;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw stream.damaged("its description is broken", e);
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    long rows() {
        return batches.stream().mapToLong(Batch::rows).sum();
    }

    /** The encoded pictures of a row, in the order of the wanted columns. */
    byte[][] row(long number) throws IOException, BadInputException {
        long row = number;
        for (Batch batch : batches) {
            if (row < batch.rows()) {
                byte[][] pictures = new byte[batch.offsets().length][];
                for (int i = 0; i < pictures.length; i++) {
                    pictures[i] = picture(batch, i, row);
                }
                return pictures;
            }
            row -= batch.rows();
        }
        throw damaged("it has no row " + number, null);
    }

    private byte[] picture(Batch batch, int column, long row) throws IOException, BadInputException {
        int width = batch.wide()[column] ? Long.BYTES : Integer.BYTES;
        ByteBuffer pair = bytes(batch.offsets()[column] + row * width, 2 * width);
        long from = batch.wide()[column] ? pair.getLong(0) : pair.getInt(0);
        long to = batch.wide()[column] ? pair.getLong(width) : pair.getInt(width);
        if (from < 0 || to <= from || to > batch.valuesLength()[column] || to - from > Integer.MAX_VALUE) {
            throw damaged("row " + row + " holds no picture", null);
        }
        return bytes(batch.values()[column] + from, (int) (to - from)).array();
    }

    private void readMessages(List<String> wanted) throws IOException, BadInputException {
        long position = 0;
        while (position + 8 <= file.size()) {
            ByteBuffer start = bytes(position, 8);
            if (start.getInt(0) != CONTINUATION) {
                throw damaged("it is not an Arrow file of the streaming format", null);
            }
            int length = start.getInt(4);
            if (length == 0) {
                return;
            }
            if (length < 0 || length > MOST_METADATA) {
                throw damaged("it claims a description of " + length + " bytes", null);
            }
            FlatTable message = FlatTable.root(bytes(position + 8, length));
            long body = position + 8 + length;
            long bodyLength = message.longField(3, 0);
            int kind = message.byteField(1, 0);
            FlatTable header = message.table(2);
            if (kind == HEADER_SCHEMA) {
                readSchema(header, wanted);
            } else if (kind == HEADER_RECORD_BATCH) {
                readBatch(header, wanted, body);
            }
            if (bodyLength < 0 || body + bodyLength > file.size()) {
                throw damaged("it ends in the middle of its pictures", null);
            }
            position = body + bodyLength;
        }
    }

    private void readSchema(FlatTable schema, List<String> wanted) throws BadInputException {
        for (FlatTable field : schema.tables(1)) {
            columns.add(ArrowColumn.of(field));
        }
        for (String name : wanted) {
            if (columns.stream().noneMatch(column -> column.name().equals(name) && column.isPictures())) {
                throw damaged("it has no column " + name + " of {bytes, path}", null);
            }
        }
    }

    private void readBatch(FlatTable batch, List<String> wanted, long body) throws BadInputException {
        if (batch.has(3)) {
            throw damaged("its record batches are compressed", null);
        }
        ByteBuffer buffers = batch.structs(2, 16);
        long[] offsets = new long[wanted.size()];
        long[] values = new long[wanted.size()];
        long[] lengths = new long[wanted.size()];
        boolean[] wide = new boolean[wanted.size()];
        int first = 0;
        for (ArrowColumn column : columns) {
            int i = wanted.indexOf(column.name());
            if (i >= 0) {
                int at = first + column.offsetsBuffer();
                offsets[i] = body + buffers.getLong(16 * at);
                values[i] = body + buffers.getLong(16 * (at + 1));
                lengths[i] = buffers.getLong(16 * (at + 1) + 8);
                wide[i] = column.isWide();
            }
            first += column.buffers();
        }
        batches.add(new Batch(batch.longField(0, 0), offsets, values, lengths, wide));
    }

    private ByteBuffer bytes(long position, int length) throws IOException, BadInputException {
        if (position < 0 || length < 0 || position + length > file.size()) {
            throw damaged("it is cut short", null);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw damaged("it is cut short", null);
            }
        }
        return buffer.flip();
    }

    private BadInputException damaged(String what, @org.jspecify.annotations.Nullable Exception cause) {
        String message = path + " cannot be used: " + what + ". Save the dataset again.";
        return cause == null ? new BadInputException(message) : new BadInputException(message, cause);
    }

    /** A table of a FlatBuffers message: fields are found by the offsets in its virtual table. */
    record FlatTable(ByteBuffer bytes, int position) {
        static FlatTable root(ByteBuffer bytes) {
            return new FlatTable(bytes, bytes.getInt(0));
        }

        private int field(int number) {
            int table = position - bytes.getInt(position);
            int entry = 4 + 2 * number;
            return entry < (bytes.getShort(table) & 0xFFFF) ? bytes.getShort(table + entry) & 0xFFFF : 0;
        }

        boolean has(int number) {
            return field(number) != 0;
        }

        int byteField(int number, int otherwise) {
            int offset = field(number);
            return offset == 0 ? otherwise : bytes.get(position + offset);
        }

        long longField(int number, long otherwise) {
            int offset = field(number);
            return offset == 0 ? otherwise : bytes.getLong(position + offset);
        }

        FlatTable table(int number) {
            int at = position + field(number);
            return new FlatTable(bytes, at + bytes.getInt(at));
        }

        String text(int number) {
            if (!has(number)) {
                return "";
            }
            int at = position + field(number);
            int start = at + bytes.getInt(at);
            byte[] text = new byte[bytes.getInt(start)];
            bytes.get(start + 4, text);
            return new String(text, StandardCharsets.UTF_8);
        }

        List<FlatTable> tables(int number) {
            List<FlatTable> tables = new ArrayList<>();
            if (has(number)) {
                int at = position + field(number);
                int start = at + bytes.getInt(at);
                int count = bytes.getInt(start);
                for (int i = 0; i < count; i++) {
                    int entry = start + 4 + 4 * i;
                    tables.add(new FlatTable(bytes, entry + bytes.getInt(entry)));
                }
            }
            return tables;
        }

        /** A vector of structs, each of {@code size} bytes. */
        ByteBuffer structs(int number, int size) {
            int at = position + field(number);
            int start = at + bytes.getInt(at);
            int count = bytes.getInt(start);
            return bytes.slice(start + 4, Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
