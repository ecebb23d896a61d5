package org.palimpsest.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads the GeoTIFF keys of a file's first directory, classic or BigTIFF, without decoding any pixel. */
public final class GeoKeysReader {
    /** Real files have a few dozen keys; what asks for more is damaged. */
    private static final int MOST_VALUES = 1 << 16;

    private static final int MOST_TAGS = 4096;

    private final FileChannel channel;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean big;

    private GeoKeysReader(FileChannel channel) {
        this.channel = channel;
    }

    /** The keys of a file; empty when it is no TIFF, has none, or is damaged there. */
    public static Optional<GeoKeys> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new GeoKeysReader(channel).keys();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<GeoKeys> keys() throws IOException {
        ByteBuffer header = at(0, 16);
        if (header.get(0) != header.get(1) || (header.get(0) != 'I' && header.get(0) != 'M')) {
            return Optional.empty();
        }
        order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        header.order(order);
        big = header.getShort(2) == 43;
        long directory = big ? header.getLong(8) : header.getInt(4) & 0xFFFFFFFFL;
        long tags = big ? at(directory, 8).getLong(0) : at(directory, 2).getShort(0) & 0xFFFF;
        int[] keys = new int[0];
        double[] numbers = new double[0];
        String texts = "";
        int entryBytes = big ? 20 : 12;
        for (int i = 0; i < Math.min(tags, MOST_TAGS); i++) {
            ByteBuffer entry = at(directory + (big ? 8 : 2) + (long) i * entryBytes, entryBytes);
            switch (entry.getShort(0) & 0xFFFF) {
                case GeoKeys.DIRECTORY_TAG -> {
                    ByteBuffer values = values(entry, 2);
                    keys = new int[values.remaining() / 2];
                    for (int k = 0; k < keys.length; k++) {
                        keys[k] = values.getShort() & 0xFFFF;
                    }
                }
                case GeoKeys.NUMBERS_TAG -> {
                    ByteBuffer values = values(entry, 8);
                    numbers = new double[values.remaining() / 8];
                    values.asDoubleBuffer().get(numbers);
                }
                case GeoKeys.TEXTS_TAG -> texts = new String(values(entry, 1).array(), StandardCharsets.ISO_8859_1);
                default -> {}
            }
        }
        return GeoKeys.fromTags(keys, numbers, texts);
    }

    private ByteBuffer values(ByteBuffer entry, int valueBytes) throws IOException {
        long count = big ? entry.getLong(4) : entry.getInt(4) & 0xFFFFFFFFL;
        if (count < 0 || count > MOST_VALUES) {
            throw new IOException("A tag claims " + count + " values");
        }
        int bytes = (int) count * valueBytes;
        int place = big ? 12 : 8;
        if (bytes <= (big ? 8 : 4)) {
            ByteBuffer inline = ByteBuffer.allocate(bytes).order(order);
            inline.put(0, entry, place, bytes);
            return inline;
        }
        return at(big ? entry.getLong(place) : entry.getInt(place) & 0xFFFFFFFFL, bytes);
    }

    private ByteBuffer at(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
        if (position < 0 || position > channel.size() - bytes) {
            throw new IOException("The file ends before a value that it claims to hold");
        }
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("The file ends early");
            }
        }
        return buffer.flip();
    }
}
