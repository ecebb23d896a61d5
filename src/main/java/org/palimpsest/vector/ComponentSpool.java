package org.palimpsest.vector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps complete areas on disk, as they complete, and gives them back in the order of their first pixels.
 *
 * <p>An area with an early first pixel may complete last, so the order, and with it the ids, is known only at the end. Corners
 * take about two bytes each: a ring's corners differ in one coordinate by turns, and by little.
 */
final class ComponentSpool implements Closeable {
    private static final int WRITE_BUFFER = 1 << 16;
    private static final int READ_BUFFER = 1 << 22;

    private final Path file;
    private final FileChannel channel;
    private ByteBuffer out = ByteBuffer.allocate(WRITE_BUFFER);
    private long written;
    private long[] firstPixels = new long[1024];
    private long[] positions = new long[1024];
    private int count;

    private ByteBuffer in = ByteBuffer.allocate(0);
    private long inBegin;

    /** An area with its rings, the outer one first. */
    record Entry(ComponentStatistics statistics, List<PixelRing> rings) {}

    /** @param folder where the temporary file is made; it is deleted on close */
    ComponentSpool(Path folder) throws IOException {
        file = Files.createTempFile(folder, ".part-areas-", ".tmp");
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    int size() {
        return count;
    }

    void add(Entry entry) throws IOException {
        if (count == positions.length) {
            firstPixels = Arrays.copyOf(firstPixels, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        ComponentStatistics s = entry.statistics;
        firstPixels[count] = s.firstPixel();
        positions[count++] = written + out.position();
        putLong(s.pixels());
        putDouble(s.area());
        putDouble(s.scoreMean());
        putDouble(s.scoreMax());
        putLong(s.gainPixels());
        putLong(s.lossPixels());
        putLong(s.insideColumn());
        putLong(s.insideRow());
        putLong(entry.rings.size());
        int x = 0;
        int y = 0;
        for (PixelRing ring : entry.rings) {
            putLong(ring.size());
            putSigned(ring.x(0) - (long) x);
            putSigned(ring.y(0) - (long) y);
            x = ring.x(0);
            y = ring.y(0);
            boolean horizontal = ring.y(1) == y;
            putLong(horizontal ? 1 : 0);
            for (int i = 1; i < ring.size(); i++) {
                putSigned(horizontal ? ring.x(i) - (long) x : ring.y(i) - (long) y);
                x = ring.x(i);
                y = ring.y(i);
                horizontal = !horizontal;
            }
        }
    }

    /** Hears of each area in turn. */
    @FunctionalInterface
    interface Visitor<E extends Exception> {
        void visit(Entry entry) throws IOException, E;
    }

    /** Gives back all areas in the order of their first pixels. */
    <E extends Exception> void forEach(Visitor<E> visitor) throws IOException, E {
        flush();
        long[] order = Arrays.copyOf(firstPixels, count);
        Arrays.sort(order);
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[Arrays.binarySearch(order, firstPixels[i])] = positions[i];
        }
        firstPixels = new long[0];
        positions = new long[0];
        for (int i = 0; i < count; i++) {
            seek(sorted[i]);
            visitor.visit(read(order[i]));
        }
    }

    private Entry read(long firstPixel) throws IOException {
        ComponentStatistics statistics = new ComponentStatistics(
                firstPixel,
                getLong(),
                getDouble(),
                getDouble(),
                getDouble(),
                getLong(),
                getLong(),
                (int) getLong(),
                (int) getLong());
        int rings = (int) getLong();
        List<PixelRing> all = new ArrayList<>(rings);
        int x = 0;
        int y = 0;
        for (int r = 0; r < rings; r++) {
            PixelRing ring = new PixelRing();
            int corners = (int) getLong();
            x += (int) getSigned();
            y += (int) getSigned();
            ring.add(x, y);
            boolean horizontal = getLong() == 1;
            for (int i = 1; i < corners; i++) {
                int step = (int) getSigned();
                x += horizontal ? step : 0;
                y += horizontal ? 0 : step;
                ring.add(x, y);
                horizontal = !horizontal;
            }
            all.add(ring);
        }
        return new Entry(statistics, all);
    }

    private void putDouble(double value) throws IOException {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            put((int) (bits >>> shift));
        }
    }

    private void putSigned(long value) throws IOException {
        putLong(value << 1 ^ value >> 63);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    private void putLong(long value) throws IOException {
        long rest = value;
        while (rest >>> 7 != 0) {
            put((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    private void put(int value) throws IOException {
        if (!out.hasRemaining()) {
            flush();
        }
        out.put((byte) value);
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            written += channel.write(out, written);
        }
        out.clear();
    }

    private double getDouble() throws IOException {
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits = bits << 8 | get();
        }
        return Double.longBitsToDouble(bits);
    }

    private long getSigned() throws IOException {
        long value = getLong();
        return value >>> 1 ^ -(value & 1);
    }

    private long getLong() throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = get();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private int get() throws IOException {
        if (!in.hasRemaining()) {
            fill(inBegin + in.limit());
        }
        return in.get() & 0xFF;
    }

    private void seek(long position) throws IOException {
        if (position >= inBegin && position < inBegin + in.limit()) {
            in.position((int) (position - inBegin));
        } else {
            // Areas that begin together complete a little apart, so the next one often lies a little before this one.
            long begin = Math.max(0, position - READ_BUFFER / 4);
            fill(begin);
            in.position((int) (position - begin));
        }
    }

    private void fill(long position) throws IOException {
        if (in.capacity() == 0) {
            in = ByteBuffer.allocate(READ_BUFFER);
        }
        in.clear();
        inBegin = position;
        while (in.hasRemaining()) {
            if (channel.read(in, position + in.position()) < 0) {
                break;
            }
        }
        in.flip();
        if (!in.hasRemaining()) {
            throw new IOException("The temporary file " + file + " was cut short");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
