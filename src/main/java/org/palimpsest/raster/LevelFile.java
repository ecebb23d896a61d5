package org.palimpsest.raster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.AtomicFile;

/**
 * The file in which built levels of a raster lie: level by level a plane of flags (1 where something was observed), then a
 * plane for each band, in rows; at the end a trailer that only a complete file has.
 *
 * <p>Samples are rounded to whole numbers where the raster's own are such of 8 or 16 bits, which keeps the file a quarter or a
 * half as large and is what the eye can tell; all others stay 32-bit floats. Little-endian. Safe from many threads.
 */
final class LevelFile implements Closeable {
    private static final long MAGIC = 0x50414C4C_45564C32L;

    private final List<Grid> levels;
    private final long[] offsets;
    private final int bands;
    private final Coding coding;
    private final FileChannel channel;
    private Path path;
    private volatile boolean complete;

    /** How one sample is stored. */
    private enum Coding {
        UINT8(1) {
            @Override
            void put(ByteBuffer bytes, float value) {
                bytes.put((byte) Math.round(value));
            }

            @Override
            float get(ByteBuffer bytes) {
                return bytes.get() & 0xFF;
            }
        },
        UINT16(2) {
            @Override
            void put(ByteBuffer bytes, float value) {
                bytes.putShort((short) Math.round(value));
            }

            @Override
            float get(ByteBuffer bytes) {
                return bytes.getShort() & 0xFFFF;
            }
        },
        INT16(2) {
            @Override
            void put(ByteBuffer bytes, float value) {
                bytes.putShort((short) Math.round(value));
            }

            @Override
            float get(ByteBuffer bytes) {
                return bytes.getShort();
            }
        },
        FLOAT32(4) {
            @Override
            void put(ByteBuffer bytes, float value) {
                bytes.putFloat(value);
            }

            @Override
            float get(ByteBuffer bytes) {
                return bytes.getFloat();
            }
        };

        final int size;

        Coding(int size) {
            this.size = size;
        }

        abstract void put(ByteBuffer bytes, float value);

        abstract float get(ByteBuffer bytes);

        static Coding of(List<Band> bands) {
            for (SampleType type : new SampleType[] {SampleType.UINT8, SampleType.UINT16, SampleType.INT16}) {
                if (bands.stream().allMatch(band -> band.type() == type)) {
                    return valueOf(type.name());
                }
            }
            return FLOAT32;
        }
    }

    private LevelFile(List<Grid> levels, List<Band> bands, Path path, FileChannel channel, boolean complete) {
        this.levels = levels;
        this.bands = bands.size();
        this.coding = Coding.of(bands);
        this.path = path;
        this.channel = channel;
        this.complete = complete;
        offsets = new long[levels.size() + 1];
        for (int level = 1; level < levels.size(); level++) {
            offsets[level + 1] = offsets[level] + levels.get(level).pixels() * (1 + (long) this.bands * coding.size);
        }
    }

    /**
     * Begins a file that is complete once {@link #finish} was called; closing it before removes it.
     *
     * @param levels the full resolution first, which is not stored
     */
    static LevelFile create(List<Grid> levels, List<Band> bands, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, "levels-", ".tmp");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new LevelFile(levels, bands, path, channel, false);
    }

    /**
     * Opens a complete file.
     *
     * @throws IOException when it is none, or not of these levels
     */
    static LevelFile open(List<Grid> levels, List<Band> bands, Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        LevelFile file = new LevelFile(levels, bands, path, channel, true);
        ByteBuffer trailer = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = channel.size() == file.length() + trailer.capacity()
                && channel.read(trailer, file.length()) == trailer.capacity()
                && trailer.getLong(0) == MAGIC
                && trailer.getLong(Long.BYTES) == file.length();
        if (!whole) {
            channel.close();
            throw new IOException(path + " is no complete file of levels");
        }
        return file;
    }

    private long length() {
        return offsets[levels.size()];
    }

    synchronized Path path() {
        return path;
    }

    /** Tells whether all levels are there. */
    boolean isComplete() {
        return complete;
    }

    /** Writes rows of a level. */
    void write(int level, LevelRows rows) throws IOException {
        Grid grid = levels.get(level);
        int pixels = rows.count() * grid.width();
        ByteBuffer flags = ByteBuffer.allocate(pixels);
        for (int i = 0; i < pixels; i++) {
            flags.put((byte) (Float.isNaN(rows.samples()[0][i]) ? 0 : 1));
        }
        write(flags.flip(), offsets[level] + (long) rows.top() * grid.width());
        ByteBuffer bytes = ByteBuffer.allocate(pixels * coding.size).order(ByteOrder.LITTLE_ENDIAN);
        for (int band = 0; band < bands; band++) {
            bytes.clear();
            for (int i = 0; i < pixels; i++) {
                float value = rows.samples()[band][i];
                coding.put(bytes, Float.isNaN(value) ? 0 : value);
            }
            write(bytes.flip(), plane(level, band) + (long) rows.top() * grid.width() * coding.size);
        }
    }

    /** Reads a part of a row: the flags into {@code valid} and one band's samples into {@code target}, both from {@code at}. */
    void readRow(int level, int band, int row, int column, boolean[] valid, float[] target, int at, int count)
            throws IOException {
        long pixel = (long) row * levels.get(level).width() + column;
        ByteBuffer flags = read(offsets[level] + pixel, count);
        ByteBuffer bytes = read(plane(level, band) + pixel * coding.size, count * coding.size);
        for (int i = at; i < at + count; i++) {
            valid[i] = flags.get() != 0;
            target[i] = coding.get(bytes);
        }
    }

    private long plane(int level, int band) {
        long pixels = levels.get(level).pixels();
        return offsets[level] + pixels + band * pixels * coding.size;
    }

    /** Marks the file as complete and moves it to its final place. */
    synchronized void finish(Path target) throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        write(trailer.putLong(MAGIC).putLong(length()).flip(), length());
        channel.force(true);
        AtomicFile.moveIntoPlace(path, target);
        path = target;
        complete = true;
    }

    private void write(ByteBuffer bytes, long place) throws IOException {
        long at = place;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private ByteBuffer read(long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {
            // Reads on until the buffer is full; what was never written reads as not observed.
        }
        Arrays.fill(bytes.array(), bytes.position(), length, (byte) 0);
        return bytes.clear();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(path);
        }
    }
}
