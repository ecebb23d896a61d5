package org.palimpsest.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a GeoTIFF of any size that takes little room, because its tile offsets point to the same few tiles again and again:
 * for measuring how speed and memory go with the size of a scene.
 *
 * <p>Bands of UINT16 in tiles of 512 x 512, Deflate, in UTM zone 33 N with pixels of 10 m. Values are smooth with a little
 * noise; the second date has a bright square in every fourth tile.
 */
final class RepeatedTileTiff {
    private static final int TILE = 512;
    private static final int VARIANTS = 4;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 12;

    private final int width;
    private final int height;
    private final int bands;

    RepeatedTileTiff(int width, int height, int bands) {
        this.width = width;
        this.height = height;
        this.bands = bands;
    }

    /** Writes one date. */
    void write(Path file, boolean second) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[8]);
        int[] offsets = new int[VARIANTS];
        int[] lengths = new int[VARIANTS];
        for (int variant = 0; variant < VARIANTS; variant++) {
            byte[] tile = deflate(tile(variant, second));
            offsets[variant] = content.size();
            lengths[variant] = tile.length;
            content.writeBytes(tile);
            align(content);
        }
        int across = (width + TILE - 1) / TILE;
        int tiles = across * ((height + TILE - 1) / TILE);
        List<Entry> entries = new ArrayList<>();
        entries.add(longs(256, content, width));
        entries.add(longs(257, content, height));
        entries.add(shorts(258, content, repeat(16)));
        entries.add(shorts(259, content, 8));
        entries.add(shorts(262, content, 1));
        entries.add(shorts(277, content, bands));
        entries.add(shorts(284, content, 1));
        entries.add(longs(322, content, TILE));
        entries.add(longs(323, content, TILE));
        entries.add(longs(324, content, spread(offsets, tiles, across)));
        entries.add(longs(325, content, spread(lengths, tiles, across)));
        if (bands > 1) {
            entries.add(shorts(338, content, new int[bands - 1]));
        }
        entries.add(shorts(339, content, repeat(1)));
        entries.add(doubles(33550, content, 10, 10, 0));
        entries.add(doubles(33922, content, 0, 0, 0, 300_000, 5_000_000, 0));
        entries.add(shorts(34735, content, 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633));
        int directory = content.size();
        ByteBuffer ifd = buffer(2 + 12 * entries.size() + 4);
        ifd.putShort((short) entries.size());
        entries.forEach(entry -> entry.put(ifd));
        ifd.putInt(0);
        content.writeBytes(ifd.array());
        byte[] bytes = content.toByteArray();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x4949)
                .putShort((short) 42)
                .putInt(directory);
        Files.write(file, bytes);
    }

    private byte[] tile(int variant, boolean second) {
        Random random = new Random(31 * variant + (second ? 1 : 0));
        ByteBuffer samples = buffer(TILE * TILE * bands * Short.BYTES);
        for (int i = 0; i < TILE * TILE; i++) {
            int x = i % TILE;
            int y = i / TILE;
            boolean bright = second && variant == 0 && x >= 100 && x < 200 && y >= 100 && y < 200;
            for (int band = 0; band < bands; band++) {
                double smooth = 1000 + 300 * Math.sin((x + 40.0 * band) / 80) * Math.cos(y / 60.0 + variant);
                samples.putShort((short) (smooth + random.nextInt(16) + (bright ? 2000 + 100 * band : 0)));
            }
        }
        return samples.array();
    }

    private int[] repeat(int value) {
        int[] values = new int[bands];
        Arrays.fill(values, value);
        return values;
    }

    private static int[] spread(int[] variants, int tiles, int across) {
        int[] values = new int[tiles];
        for (int tile = 0; tile < tiles; tile++) {
            values[tile] = variants[(tile % across + 3 * (tile / across)) % VARIANTS];
        }
        return values;
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(6))) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** One tag; {@code value} is what stands in the directory: the value itself, or where the values lie. */
    private record Entry(int tag, int type, int count, int value) {
        void put(ByteBuffer ifd) {
            ifd.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
        }
    }

    private static Entry shorts(int tag, ByteArrayOutputStream content, int... values) {
        ByteBuffer bytes = buffer(values.length * Short.BYTES);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return entry(tag, SHORT, values.length, bytes, content);
    }

    private static Entry longs(int tag, ByteArrayOutputStream content, int... values) {
        ByteBuffer bytes = buffer(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        return entry(tag, LONG, values.length, bytes, content);
    }

    private static Entry doubles(int tag, ByteArrayOutputStream content, double... values) {
        ByteBuffer bytes = buffer(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return entry(tag, DOUBLE, values.length, bytes, content);
    }

    private static Entry entry(int tag, int type, int count, ByteBuffer bytes, ByteArrayOutputStream content) {
        if (bytes.capacity() <= Integer.BYTES) {
            byte[] padded = Arrays.copyOf(bytes.array(), Integer.BYTES);
            return new Entry(
                    tag,
                    type,
                    count,
                    ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getInt());
        }
        int offset = content.size();
        content.writeBytes(bytes.array());
        align(content);
        return new Entry(tag, type, count, offset);
    }

    private static void align(ByteArrayOutputStream content) {
        if (content.size() % 2 != 0) {
            content.write(0);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
