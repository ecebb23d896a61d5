package org.palimpsest.vector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.palimpsest.base.Notice;

/** Writes the attribute table of a shapefile: dBASE III, texts in UTF-8, blanks where nothing is known. */
final class DbfTable<P> implements Closeable {
    private static final int DESCRIPTOR_BYTES = 32;
    private static final int LONGEST_NAME = 10;
    private static final byte HEADER_END = 0x0D;
    private static final byte FILE_END = 0x1A;

    private final PartFile file;
    private final List<Attribute<P>> attributes;
    private int records;
    private long cutTexts;

    DbfTable(Path target, List<Attribute<P>> attributes) throws IOException {
        this.attributes = attributes;
        file = new PartFile(target);
        file.write(header());
    }

    long length() {
        return file.length();
    }

    int recordBytes() {
        // The first byte of each record tells whether it was deleted.
        return 1 + attributes.stream().mapToInt(Attribute::width).sum();
    }

    void add(P polygon) throws IOException {
        byte[] record = new byte[recordBytes()];
        Arrays.fill(record, (byte) ' ');
        int at = 1;
        for (Attribute<P> attribute : attributes) {
            Object value = attribute.value(polygon);
            if (value != null) {
                byte[] text = text(attribute, value);
                boolean number = attribute.type() != Attribute.Type.TEXT;
                System.arraycopy(text, 0, record, number ? at + attribute.width() - text.length : at, text.length);
            }
            at += attribute.width();
        }
        file.write(record);
        records++;
    }

    private byte[] text(Attribute<P> attribute, Object value) throws IOException {
        if (attribute.type() == Attribute.Type.TEXT) {
            byte[] all = value.toString().getBytes(StandardCharsets.UTF_8);
            if (all.length > attribute.width()) {
                cutTexts++;
            }
            return Arrays.copyOf(all, wholeCharacters(all, attribute.width()));
        }
        String text = attribute.type() == Attribute.Type.INTEGER
                ? value.toString()
                : String.format(Locale.ROOT, "%." + attribute.decimals() + "f", value);
        if (text.length() > attribute.width()) {
            throw new IOException("The value " + text + " does not fit into the column " + attribute.name());
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many of the bytes fit, without cutting a character in two. */
    private static int wholeCharacters(byte[] utf8, int most) {
        if (utf8.length <= most) {
            return utf8.length;
        }
        int end = most;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    List<Notice> warnings() {
        return cutTexts == 0
                ? List.of()
                : List.of(Notice.of(
                        "shapefile.cut",
                        "{0} texts were too long for the shapefile and were cut; the other formats hold them in full.",
                        cutTexts));
    }

    void complete() throws IOException {
        file.write(new byte[] {FILE_END});
        file.overwrite(0, header());
        file.complete();
    }

    private byte[] header() {
        int headerBytes = DESCRIPTOR_BYTES * (1 + attributes.size()) + 1;
        ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        // A fixed date of last update (1 January 2000) keeps the bytes the same in every run.
        header.put((byte) 3).put((byte) 100).put((byte) 1).put((byte) 1);
        header.putInt(records).putShort((short) headerBytes).putShort((short) recordBytes());
        int at = DESCRIPTOR_BYTES;
        for (Attribute<P> attribute : attributes) {
            header.position(at);
            byte[] name = attribute.name().getBytes(StandardCharsets.US_ASCII);
            header.put(name, 0, Math.min(name.length, LONGEST_NAME));
            header.put(at + 11, (byte) (attribute.type() == Attribute.Type.TEXT ? 'C' : 'N'));
            header.put(at + 16, (byte) attribute.width());
            header.put(at + 17, (byte) attribute.decimals());
            at += DESCRIPTOR_BYTES;
        }
        header.put(at, HEADER_END);
        return header.array();
    }

    @Override
    public void close() {
        file.close();
    }
}
