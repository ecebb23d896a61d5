package org.palimpsest.raster;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * The checksum that GDAL prints for a band: each stored sample modulo one of eleven primes in turn, summed in 16 bits.
 *
 * <p>Equal numbers here and in {@code gdalinfo -checksum} prove that both read the same pixels.
 */
public final class BandChecksum {
    private static final int[] PRIMES = {7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43};
    private static final int PIXELS_PER_READ = 1 << 20;

    private BandChecksum() {}

    /**
     * Computes the checksum of every stored band, 0 to 65535 each.
     *
     * @param raster read at full resolution, a few rows of blocks at a time
     */
    public static List<Integer> all(StoredRaster raster) throws BadInputException {
        Grid grid = raster.grid();
        int blockHeight = raster.blockSize().height();
        long rowsPerRead = Math.max(1, PIXELS_PER_READ / grid.width());
        int rows = (int) Math.min(grid.height(), Math.max(blockHeight, rowsPerRead / blockHeight * blockHeight));
        List<Band> bands = raster.storedBands();
        int[] sums = new int[bands.size()];
        long pixelsBefore = 0;
        for (int y = 0; y < grid.height(); y += rows) {
            Window window = new Window(0, y, grid.width(), Math.min(rows, grid.height() - y));
            for (int band = 0; band < sums.length; band++) {
                SampleType type = bands.get(band).type();
                int prime = (int) (pixelsBefore * (type.isComplex() ? 2 : 1) % PRIMES.length);
                for (double value : raster.readStored(band, window)) {
                    sums[band] = sums[band] + whole(value, type) % PRIMES[prime] & 0xffff;
                    prime = prime == PRIMES.length - 1 ? 0 : prime + 1;
                }
            }
            pixelsBefore += window.pixels();
        }
        return Arrays.stream(sums).boxed().toList();
    }

    /** A sample as the 32-bit number that GDAL's sum uses. */
    private static int whole(double value, SampleType type) {
        if (type == SampleType.INT8) {
            // GDAL up to 3.6 has no signed bytes and reads them as 0 to 255.
            return (int) value & 0xff;
        }
        if (!type.isFloating()) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Integer.MIN_VALUE;
        }
        return (int) Math.floor(Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, value + 0.5)));
    }
}
