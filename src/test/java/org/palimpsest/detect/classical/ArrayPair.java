package org.palimpsest.detect.classical;

import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** A small pair in memory, [band][row * width + column], so that detectors can be tested without files or the engine. */
public record ArrayPair(int width, float[][] before, float[][] after, boolean[] valid) implements AlignedPair {
    /** A pair in which every pixel counts. */
    public static ArrayPair of(int width, float[][] before, float[][] after) {
        boolean[] valid = new boolean[before[0].length];
        java.util.Arrays.fill(valid, true);
        return new ArrayPair(width, before, after, valid);
    }

    @Override
    public Grid grid() {
        return Grid.ofPixels(width, valid.length / width);
    }

    @Override
    public Window extent() {
        return grid().window();
    }

    @Override
    public int beforeBands() {
        return before.length;
    }

    @Override
    public int afterBands() {
        return after.length;
    }

    @Override
    public PairWindow read(Window window) {
        PixelBlock first = cut(before, window);
        return new PairWindow(first, cut(after, window), first.valid().clone());
    }

    private PixelBlock cut(float[][] bands, Window window) {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                int x = window.x() + column;
                int y = window.y() + row;
                int from = y * width + x;
                if (x >= 0 && y >= 0 && x < width && from < valid.length && valid[from]) {
                    int to = row * window.width() + column;
                    block.valid()[to] = true;
                    for (int band = 0; band < bands.length; band++) {
                        block.samples(band)[to] = bands[band][from];
                    }
                }
            }
        }
        return block;
    }

    /** What a detector is given to learn from this pair, with {@code settings} by name. */
    public FitInput fitInput(Detector detector, Map<String, String> settings, int threads) throws BadInputException {
        return new FitInput(
                this,
                Settings.of(detector.parameters(), settings),
                "cpu",
                threads,
                1L << 30,
                Progress.NONE,
                Cancellation.NEVER);
    }

    /** Fits a detector with one thread. */
    public ChangeModel fit(Detector detector, Map<String, String> settings)
            throws BadInputException, CancelledException {
        return detector.fit(fitInput(detector, settings, 1));
    }

    /** Fits a detector and applies it to the whole pair at once, with as much context as it asks for. */
    public float[] statistic(Detector detector, Map<String, String> settings)
            throws BadInputException, CancelledException {
        try (ChangeModel model = fit(detector, settings)) {
            return statistic(model);
        }
    }

    /** Applies a fitted detector to the whole pair at once. */
    public float[] statistic(ChangeModel model) throws BadInputException {
        int halo = model.halo();
        Window window = extent().grow(halo);
        float[] grown = model.apply(java.util.List.of(read(window))).get(0);
        float[] result = new float[valid.length];
        for (int pixel = 0; pixel < result.length; pixel++) {
            result[pixel] = grown[(pixel / width + halo) * window.width() + pixel % width + halo];
        }
        return result;
    }
}
