package org.palimpsest.detect.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Displacement;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/**
 * A landscape of soft and sharp blobs that is defined between pixels too, so that any shift of it is exact: each blob lies
 * off by the displacement at its middle.
 */
final class Landscape implements Raster {
    private final int size;
    private final Displacement shift;
    private final double gain;
    private final double noise;
    private final double[][] blobs;
    private final long noiseSeed;
    private float[] picture = {};
    private final List<Window> holes = new ArrayList<>();

    Landscape(int size, Displacement shift, double gain, double noise, long noiseSeed) {
        this(7, size, shift, gain, noise, noiseSeed);
    }

    /** Another landscape, which has nothing in common with the others. */
    static Landscape elsewhere(int size) {
        return new Landscape(8, size, Displacement.NONE, 1, 0.03, 3);
    }

    private Landscape(long place, int size, Displacement shift, double gain, double noise, long noiseSeed) {
        this.size = size;
        this.shift = shift;
        this.gain = gain;
        this.noise = noise;
        this.noiseSeed = noiseSeed;
        blobs = new double[size * size / 400][];
        Random places = new Random(place);
        for (int i = 0; i < blobs.length; i++) {
            blobs[i] = new double[] {
                places.nextDouble() * size,
                places.nextDouble() * size,
                1.2 + places.nextDouble() * 6,
                places.nextGaussian()
            };
        }
    }

    /** Pixels there were not observed. */
    Landscape without(Window hole) {
        holes.add(hole);
        return this;
    }

    /** All samples, made once. */
    private float[] picture() {
        if (picture.length == 0) {
            picture = new float[size * size];
            for (double[] blob : blobs) {
                double x = blob[0] + shift.dx(blob[0], blob[1]) - 0.5;
                double y = blob[1] + shift.dy(blob[0], blob[1]) - 0.5;
                int reach = (int) (4 * blob[2]) + 1;
                for (int row = Math.max(0, (int) y - reach); row < Math.min(size, y + reach); row++) {
                    for (int c = Math.max(0, (int) x - reach); c < Math.min(size, x + reach); c++) {
                        double d = (c - x) * (c - x) + (row - y) * (row - y);
                        picture[row * size + c] += (float) (gain * blob[3] * Math.exp(-d / (2 * blob[2] * blob[2])));
                    }
                }
            }
            for (int i = 0; i < picture.length; i++) {
                picture[i] += (float) (noise * gaussian(noiseSeed << 40 ^ i));
            }
        }
        return picture;
    }

    @Override
    public synchronized PixelBlock read(int level, Window window, int[] bands) {
        PixelBlock block = PixelBlock.empty(window, 1);
        float[] all = picture();
        for (int i = 0; i < block.valid().length; i++) {
            int x = window.x() + i % window.width();
            int y = window.y() + i / window.width();
            if (x >= 0 && y >= 0 && x < size && y < size && !isMissing(x, y)) {
                block.valid()[i] = true;
                block.samples(0)[i] = all[y * size + x];
            }
        }
        return block;
    }

    private boolean isMissing(int x, int y) {
        for (Window hole : holes) {
            if (x >= hole.x() && y >= hole.y() && x < hole.endX() && y < hole.endY()) {
                return true;
            }
        }
        return false;
    }

    /** Always the same number for a key: the sum of twelve even ones from SplitMix64. */
    private static double gaussian(long key) {
        double sum = -6;
        for (int i = 1; i <= 12; i++) {
            long mixed = (key * 31 + i) * 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            sum += ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
        }
        return sum;
    }

    @Override
    public String name() {
        return "landscape";
    }

    @Override
    public Grid grid() {
        return Grid.ofPixels(size, size);
    }

    @Override
    public List<Band> bands() {
        return List.of(new Band(1, "Band 1", SampleType.FLOAT32, OptionalDouble.empty(), 1, 0));
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid());
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(256, 256);
    }

    @Override
    public void close() {}
}
