package org.palimpsest.raster;

/**
 * Makes a tile at half its columns and rows, each pixel from four, as the overviews of a GeoTIFF need it.
 *
 * <p>Safe from many threads.
 */
final class TileHalving {
    private final GeoTiffFormat format;
    private final TileSamples samples;
    private final double nodata;
    private final byte[] emptyHalf;

    TileHalving(GeoTiffFormat format) {
        this.format = format;
        samples = new TileSamples(format.type());
        nodata = format.nodata().orElse(Double.NaN);
        emptyHalf = new byte[format.tileBytes() / 4];
        samples.fill(emptyHalf, format.nodata().orElse(0));
    }

    /**
     * A tile at half its size.
     *
     * @param valid the part of the level that the tile shows; what lies beyond it in the tile is not looked at
     */
    byte[] half(byte[] source, Window valid) {
        byte[] target = emptyHalf.clone();
        int size = format.tileSize();
        int bands = format.bands();
        double[] upper = new double[valid.width()];
        double[] lower = new double[valid.width()];
        double[] values = new double[4];
        double[] halves = new double[(valid.width() + 1) / 2];
        for (int y = 0; y < valid.height(); y += 2) {
            boolean last = y + 1 == valid.height();
            for (int band = 0; band < bands; band++) {
                samples.get(source, y * size * bands + band, bands, upper, valid.width());
                if (!last) {
                    samples.get(source, (y + 1) * size * bands + band, bands, lower, valid.width());
                }
                reduce(upper, last ? upper : lower, last, values, halves);
                samples.put(target, y / 2 * (size / 2) * bands + band, bands, halves, halves.length);
            }
        }
        return target;
    }

    /** Reduces two rows to one of half their length; {@code single} where there is no second row. */
    private void reduce(double[] upper, double[] lower, boolean single, double[] values, double[] halves) {
        for (int x = 0; x + 1 < upper.length; x += 2) {
            double a = upper[x];
            double b = upper[x + 1];
            double c = lower[x];
            double d = lower[x + 1];
            if (a == b && b == c && c == d) {
                halves[x / 2] = a;
            } else if (!single && isValid(a) && isValid(b) && isValid(c) && isValid(d)) {
                values[0] = a;
                values[1] = b;
                values[2] = c;
                values[3] = d;
                halves[x / 2] = format.overviews().reduce(values, 4);
            } else {
                halves[x / 2] = reduceValid(upper, lower, single, x, values);
            }
        }
        if (upper.length % 2 == 1) {
            halves[upper.length / 2] = reduceValid(upper, lower, single, upper.length - 1, values);
        }
    }

    private double reduceValid(double[] upper, double[] lower, boolean single, int x, double[] values) {
        int count = 0;
        for (int i = x; i < Math.min(x + 2, upper.length); i++) {
            if (isValid(upper[i])) {
                values[count++] = upper[i];
            }
        }
        for (int i = x; !single && i < Math.min(x + 2, upper.length); i++) {
            if (isValid(lower[i])) {
                values[count++] = lower[i];
            }
        }
        return count > 0
                ? format.overviews().reduce(values, count)
                : format.nodata().orElse(0);
    }

    private boolean isValid(double value) {
        return value != nodata && !Double.isNaN(value);
    }
}
