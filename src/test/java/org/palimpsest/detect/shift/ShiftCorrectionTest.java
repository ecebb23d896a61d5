package org.palimpsest.detect.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.engine.RasterPair;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Displacement;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;

class ShiftCorrectionTest {
    private static final int SIZE = 600;
    private static final Raster BEFORE = new Landscape(SIZE, Displacement.NONE, 1, 0.02, 1);

    /** Half a turn of a sine over the scene, 1.6 pixels high, on a shift of (0.7, -1.2). */
    private static final Displacement WAVE = new Displacement() {
        @Override
        public double dx(double column, double row) {
            return 0.7 + 1.6 * Math.sin(Math.PI * row / SIZE);
        }

        @Override
        public double dy(double column, double row) {
            return -1.2 + 1.1 * Math.cos(Math.PI * column / SIZE);
        }

        @Override
        public boolean isAffine() {
            return false;
        }
    };

    private static ShiftCorrection find(ShiftCorrection.Kind kind, Raster before, Raster after, int threads)
            throws Exception {
        AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC);
        return ShiftCorrection.find(
                kind,
                by -> new RasterPair(
                        before,
                        new int[1],
                        aligned.displaced(by),
                        new int[1],
                        aligned.overlap().window(),
                        Optional.empty()),
                threads,
                Progress.NONE,
                Cancellation.NEVER);
    }

    /** Half a window: nearer to the edge few places are measured, of windows that overhang it, and the field is drawn on. */
    private static final int MARGIN = 64;

    /** Root mean square distance between the found displacement and the true one, half a window and more inside. */
    private static double error(Displacement truth, ShiftCorrection found) {
        return error(truth, found, false);
    }

    /** The distance within half a window of the edge, or farther inside. */
    private static double error(Displacement truth, ShiftCorrection found, boolean outer) {
        double squares = 0;
        int count = 0;
        for (int row = 4; row < SIZE; row += 20) {
            for (int column = 4; column < SIZE; column += 20) {
                int edge = Math.min(Math.min(row, SIZE - row), Math.min(column, SIZE - column));
                if (edge < MARGIN != outer) {
                    continue;
                }
                double dx = found.displacement().dx(column, row) - truth.dx(column, row);
                double dy = found.displacement().dy(column, row) - truth.dy(column, row);
                squares += dx * dx + dy * dy;
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }

    @ParameterizedTest
    @CsvSource({"-1.5, 2.25", "11.3, -7.6"})
    void translation_isFoundToATenthOfAPixel(double dx, double dy) throws Exception {
        Displacement truth = AffineShift.translation(dx, dy);
        ShiftCorrection found =
                find(ShiftCorrection.Kind.TRANSLATION, BEFORE, new Landscape(SIZE, truth, 1.4, 0.03, 2), 2);
        assertTrue(error(truth, found) < 0.1, found.toString());
        assertTrue(found.left().rootMeanSquare() < 0.1, "left: " + found.left().rootMeanSquare());
        assertTrue(found.rest().orElseThrow().length() < 0.05, found.rest().toString());
    }

    @Test
    void affine_isFoundToATenthOfAPixel_whereATranslationLeavesMore() throws Exception {
        Displacement truth = new AffineShift(SIZE / 2.0, SIZE / 2.0, -1.3, 0.004, -0.003, 0.8, 0.003, 0.002);
        Raster after = new Landscape(SIZE, truth, 0.8, 0.03, 2);
        ShiftCorrection found = find(ShiftCorrection.Kind.AFFINE, BEFORE, after, 2);
        assertEquals(ShiftCorrection.Kind.AFFINE, found.applied());
        assertTrue(error(truth, found) < 0.1, "error " + error(truth, found));
        assertTrue(error(truth, find(ShiftCorrection.Kind.TRANSLATION, BEFORE, after, 2)) > 0.7);
    }

    @Test
    void localField_isFoundToATenthOfAPixel_inTheMean_whereAnAffineOneLeavesMore() throws Exception {
        Raster after = new Landscape(SIZE, WAVE, 1.2, 0.03, 2);
        ShiftCorrection found = find(ShiftCorrection.Kind.LOCAL, BEFORE, after, 2);
        assertEquals(ShiftCorrection.Kind.LOCAL, found.applied());
        assertTrue(error(WAVE, found) < 0.1, "error " + error(WAVE, found));
        assertTrue(error(WAVE, found, true) < 0.3, "error near the edge " + error(WAVE, found, true));
        assertTrue(found.left().rootMeanSquare() < 0.1, "left: " + found.left().rootMeanSquare());
        ShiftCorrection affine = find(ShiftCorrection.Kind.AFFINE, BEFORE, after, 2);
        assertTrue(
                affine.left().rootMeanSquare() > 0.3, "left: " + affine.left().rootMeanSquare());
    }

    @Test
    void changesAndMissingPixels_doNotPullTheField() throws Exception {
        // What lies in these squares of the second date is another landscape's, and a strip was not observed.
        List<Window> changed = List.of(new Window(120, 140, 90, 80), new Window(380, 370, 100, 90));
        Raster other = Landscape.elsewhere(SIZE);
        Landscape still = new Landscape(SIZE, WAVE, 1.2, 0.03, 2);
        for (int y = 10; y < SIZE; y += 90) {
            still.without(new Window(0, y, SIZE, 6)).without(new Window(300, 0, 40, SIZE));
        }
        ShiftCorrection found = find(ShiftCorrection.Kind.LOCAL, BEFORE, new Patched(still, other, changed), 2);
        assertTrue(error(WAVE, found) < 0.1, "error " + error(WAVE, found));
        assertTrue(error(WAVE, found, true) < 0.3, "error near the edge " + error(WAVE, found, true));
        assertTrue(found.outliers() > 0);
    }

    @Test
    void correctedSamples_areTheSame_forAnyWindowsAndThreads() throws Exception {
        Raster after = new Landscape(SIZE, WAVE, 1.2, 0.03, 2);
        AlignedRaster aligned = AlignedRaster.align(BEFORE, after, Resampling.BILINEAR);
        List<float[]> samples = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads += 2) {
            Displacement by =
                    find(ShiftCorrection.Kind.LOCAL, BEFORE, after, threads).displacement();
            Window whole = new Window(200, 130, 300, 200);
            samples.add(aligned.displaced(by).read(whole, new int[1]).samples(0));
            float[] pieces = new float[(int) whole.pixels()];
            for (int x = 0; x < 300; x += 60) {
                Window part = new Window(whole.x() + x, whole.y(), 60, 200);
                float[] piece = aligned.displaced(by).read(part, new int[1]).samples(0);
                for (int i = 0; i < piece.length; i++) {
                    pieces[i / 60 * 300 + x + i % 60] = piece[i];
                }
            }
            samples.add(pieces);
        }
        for (float[] each : samples) {
            org.junit.jupiter.api.Assertions.assertArrayEquals(samples.get(0), each);
        }
    }

    @Test
    void tooFewPlaces_giveATranslation_andSaySo() throws Exception {
        List<String> warnings = new ArrayList<>();
        Raster before = new Landscape(70, Displacement.NONE, 1, 0.01, 1);
        Raster after = new Landscape(70, AffineShift.translation(1, 0.5), 1, 0.01, 2);
        AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC);
        ShiftCorrection found = ShiftCorrection.find(
                ShiftCorrection.Kind.LOCAL,
                by -> new RasterPair(
                        before,
                        new int[1],
                        aligned.displaced(by),
                        new int[1],
                        new Window(0, 0, 60, 40),
                        Optional.empty()),
                1,
                new Progress() {
                    @Override
                    public void warning(Notice notice) {
                        warnings.add(notice.message());
                    }
                },
                Cancellation.NEVER);
        assertEquals(ShiftCorrection.Kind.TRANSLATION, found.applied());
        assertTrue(warnings.get(0).contains("\"local\""), warnings.toString());
    }
}
