package org.palimpsest.raster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the tiles of the overviews, each from the four below it at half their size.
 *
 * <p>The halves are kept on disk, raw, as each tile is packed, so that no tile is unpacked again; memory is a few tiles for
 * any raster. Safe from many threads.
 */
final class OverviewBuilder implements Closeable {
    private final GeoTiffFormat format;
    private final Pyramid pyramid;
    private final TileCodec codec;
    private final TileSpool spool;
    private final TileSpool halves;
    private final TileHalving halving;
    private final byte[] emptyTile;

    /**
     * @param spool takes the packed tiles of the overviews
     * @param scratch file for the halves; deleted on close
     */
    OverviewBuilder(GeoTiffFormat format, Pyramid pyramid, TileCodec codec, TileSpool spool, Path scratch)
            throws IOException {
        this.format = format;
        this.pyramid = pyramid;
        this.codec = codec;
        this.spool = spool;
        halves = new TileSpool(scratch, pyramid.tileCounts());
        halving = new TileHalving(format);
        emptyTile = new byte[format.tileBytes()];
        new TileSamples(format.type()).fill(emptyTile, format.nodata().orElse(0));
    }

    /** Keeps a tile at half its size for the level above, where there is one. */
    void keep(int level, int tile, byte[] pixels) throws IOException {
        if (level + 1 < pyramid.levels().size()) {
            halves.put(level, tile, halving.half(pixels, pyramid.window(level, tile)));
        }
    }

    /** Makes all overview tiles and puts them into the spool; every tile of the full resolution must have been kept. */
    void build(PackingPool pool) throws IOException {
        for (int level = 1; level < pyramid.levels().size(); level++) {
            int target = level;
            for (int tile = 0; tile < pyramid.tileCounts()[level]; tile++) {
                int index = tile;
                pool.submit(() -> {
                    byte[] pixels = joined(target, index);
                    spool.put(target, index, codec.pack(pixels));
                    keep(target, index, pixels);
                });
            }
            // The next level is made of this one.
            pool.await();
        }
    }

    private byte[] joined(int level, int tile) throws IOException {
        byte[] out = emptyTile.clone();
        Window window = pyramid.window(level, tile);
        int size = format.tileSize();
        int below = level - 1;
        int row = size / 2 * format.bands() * format.sampleBytes();
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int x = 2 * (window.x() / size) + dx;
                int y = 2 * (window.y() / size) + dy;
                if (x * size < pyramid.levels().get(below).width()
                        && y * size < pyramid.levels().get(below).height()) {
                    byte[] half = halves.get(below, y * pyramid.tilesAcross(below) + x);
                    for (int line = 0; line < size / 2; line++) {
                        System.arraycopy(half, line * row, out, (dy * size / 2 + line) * 2 * row + dx * row, row);
                    }
                }
            }
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        halves.close();
    }
}
