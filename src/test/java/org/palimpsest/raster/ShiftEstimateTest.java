package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.SharedData;
import org.palimpsest.base.Cancellation;

class ShiftEstimateTest {
    /** A landscape of soft and sharp blobs that is defined between pixels too, so that any shift of it is exact. */
    private static final class Landscape implements Raster {
        private final double dx;
        private final double dy;
        private final double gain;
        private final double noise;
        private final double[][] blobs = new double[900][];
        private final Random random;

        Landscape(double dx, double dy, double gain, double noise, long noiseSeed) {
            this.dx = dx;
            this.dy = dy;
            this.gain = gain;
            this.noise = noise;
            this.random = new Random(noiseSeed);
            Random places = new Random(7);
            for (int i = 0; i < blobs.length; i++) {
                blobs[i] = new double[] {
                    places.nextDouble() * 600,
                    places.nextDouble() * 600,
                    1.2 + places.nextDouble() * 6,
                    places.nextGaussian()
                };
            }
        }

        @Override
        public PixelBlock read(int level, Window window, int[] bands) {
            float[] samples = new float[(int) window.pixels()];
            boolean[] valid = new boolean[samples.length];
            java.util.Arrays.fill(valid, true);
            for (double[] blob : blobs) {
                double x = blob[0] + dx - window.x();
                double y = blob[1] + dy - window.y();
                int reach = (int) (4 * blob[2]) + 1;
                for (int row = Math.max(0, (int) y - reach); row < Math.min(window.height(), y + reach); row++) {
                    for (int c = Math.max(0, (int) x - reach); c < Math.min(window.width(), x + reach); c++) {
                        double d = (c - x) * (c - x) + (row - y) * (row - y);
                        samples[row * window.width() + c] +=
                                (float) (gain * blob[3] * Math.exp(-d / (2 * blob[2] * blob[2])));
                    }
                }
            }
            for (int i = 0; i < samples.length; i++) {
                samples[i] += (float) (noise * random.nextGaussian());
            }
            return new PixelBlock(window, new float[][] {samples}, valid);
        }

        @Override
        public String name() {
            return "landscape";
        }

        @Override
        public Grid grid() {
            return Grid.ofPixels(600, 600);
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

    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, -0.2", "-1.5, 2.25", "3, -3", "-2.71, -0.49", "0.5, 0.5", "2.9, 1.1"})
    void measure_findsSyntheticShifts_toATenthOfAPixel(double dx, double dy) throws Exception {
        Landscape before = new Landscape(0, 0, 1, 0.02, 1);
        Landscape after = new Landscape(dx, dy, 1.7, 0.03, 2);
        ShiftEstimate shift = ShiftEstimate.measure(before, after, before.grid().window(), Cancellation.NEVER)
                .orElseThrow();
        assertEquals(dx, shift.dx(), 0.1);
        assertEquals(dy, shift.dy(), 0.1);
        assertEquals(Math.hypot(dx, dy) > 0.5 + 0.1, shift.isDisturbing() && shift.length() > 0.6);
    }

    @Test
    void measure_ofUnrelatedNoise_findsNothing() throws Exception {
        Landscape before = new Landscape(0, 0, 0, 1, 1);
        Landscape after = new Landscape(0, 0, 0, 1, 2);
        assertEquals(
                Optional.empty(),
                ShiftEstimate.measure(before, after, before.grid().window(), Cancellation.NEVER));
    }

    @Test
    void measure_ofRealDates_onOneGrid_isBelowTwoPixels() throws Exception {
        String folder = "data/georeferenced/oscd-sentinel2/abudhabi/";
        try (Raster before = Rasters.open(SharedData.get(folder + "before.tif").toString());
                Raster after = Rasters.open(SharedData.get(folder + "after.tif").toString())) {
            AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC);
            ShiftEstimate shift = ShiftEstimate.measure(
                            before, aligned, aligned.overlap().window(), Cancellation.NEVER)
                    .orElseThrow();
            assertTrue(shift.places() >= 6, shift.toString());
            assertTrue(shift.length() < 2, shift.toString());
        }
    }
}
