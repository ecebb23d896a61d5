package org.palimpsest.raster;

import java.io.IOException;

/** Makes the tiles of the overviews, each from the four tiles below it, so that memory is a few tiles for any raster. */
final class OverviewBuilder {
    private final GeoTiffFormat format;
    private final Pyramid pyramid;
    private final TileCodec codec;
    private final TileSpool spool;
    private final TileSamples samples;

    OverviewBuilder(GeoTiffFormat format, Pyramid pyramid, TileCodec codec, TileSpool spool) {
        this.format = format;
        this.pyramid = pyramid;
        this.codec = codec;
        this.spool = spool;
        samples = new TileSamples(format.type());
    }

    /** Makes all overview tiles and puts them into the spool; the full resolution must be there. */
    void build(PackingPool pool) throws IOException {
        for (int level = 1; level < pyramid.levels().size(); level++) {
            int target = level;
            for (int tile = 0; tile < pyramid.tileCounts()[level]; tile++) {
                int index = tile;
                pool.submit(() -> spool.put(target, index, codec.pack(reduced(target, index))));
            }
            // The next level is made of this one.
            pool.await();
        }
    }

    private byte[] reduced(int level, int tile) throws IOException {
        byte[] out = new byte[format.tileBytes()];
        samples.fill(out, format.nodata().orElse(0));
        Window window = pyramid.window(level, tile);
        int size = format.tileSize();
        int below = level - 1;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int x = 2 * (window.x() / size) + dx;
                int y = 2 * (window.y() / size) + dy;
                if (x * size < pyramid.levels().get(below).width()
                        && y * size < pyramid.levels().get(below).height()) {
                    int source = y * pyramid.tilesAcross(below) + x;
                    byte[] pixels = codec.unpack(spool.get(below, source));
                    reduce(pixels, pyramid.window(below, source), out, dx * size / 2, dy * size / 2);
                }
            }
        }
        return out;
    }

    private void reduce(byte[] source, Window valid, byte[] target, int targetX, int targetY) {
        double[] values = new double[4];
        int size = format.tileSize();
        int bands = format.bands();
        double nodata = format.nodata().orElse(Double.NaN);
        for (int y = 0; y < valid.height(); y += 2) {
            for (int x = 0; x < valid.width(); x += 2) {
                for (int band = 0; band < bands; band++) {
                    int count = 0;
                    for (int dy = 0; dy < 2 && y + dy < valid.height(); dy++) {
                        for (int dx = 0; dx < 2 && x + dx < valid.width(); dx++) {
                            double value = samples.get(source, ((y + dy) * size + x + dx) * bands + band);
                            if (value != nodata && !Double.isNaN(value)) {
                                values[count++] = value;
                            }
                        }
                    }
                    if (count > 0) {
                        int at = ((targetY + y / 2) * size + targetX + x / 2) * bands + band;
                        samples.put(target, at, format.overviews().reduce(values, count));
                    }
                }
            }
        }
    }
}
