package org.palimpsest.raster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds the packed tiles of all levels on disk, in the order in which they came, until the file they belong to is put
 * together.
 *
 * <p>Safe from many threads. The memory it needs is 12 bytes a tile.
 */
final class TileSpool implements PackedTiles, Closeable {
    private final Path file;
    private final FileChannel channel;
    private final long[][] positions;
    private final int[][] lengths;
    private long end;

    /**
     * @param file where the tiles are kept; deleted on close
     * @param tilesOfLevel the number of tiles in each level
     */
    TileSpool(Path file, int[] tilesOfLevel) throws IOException {
        this.file = file;
        positions = new long[tilesOfLevel.length][];
        lengths = new int[tilesOfLevel.length][];
        for (int level = 0; level < tilesOfLevel.length; level++) {
            positions[level] = new long[tilesOfLevel[level]];
            lengths[level] = new int[tilesOfLevel[level]];
        }
        channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    void put(int level, int tile, byte[] packed) throws IOException {
        long at;
        synchronized (this) {
            at = end;
            end += packed.length;
            positions[level][tile] = at;
            lengths[level][tile] = packed.length;
        }
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    @Override
    public byte[] get(int level, int tile) throws IOException {
        long at;
        ByteBuffer buffer;
        synchronized (this) {
            at = positions[level][tile];
            buffer = ByteBuffer.allocate(lengths[level][tile]);
        }
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new IOException("The temporary file " + file + " was cut short");
            }
            at += count;
        }
        return buffer.array();
    }

    synchronized boolean has(int level, int tile) {
        return lengths[level][tile] > 0;
    }

    @Override
    public synchronized int[] lengths(int level) {
        return lengths[level].clone();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
