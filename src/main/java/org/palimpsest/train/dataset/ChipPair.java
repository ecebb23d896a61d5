package org.palimpsest.train.dataset;

import java.util.Arrays;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** A labelled pair as detectors of whole scenes see it: two dates on one grid, with samples of 0 to 255. */
public record ChipPair(Chip chip) implements AlignedPair {
    private static final float LARGEST = 255;

    @Override
    public Grid grid() {
        return Grid.ofPixels(chip.width(), chip.height());
    }

    @Override
    public Window extent() {
        return grid().window();
    }

    @Override
    public int beforeBands() {
        return chip.bands();
    }

    @Override
    public int afterBands() {
        return chip.bands();
    }

    @Override
    public PairWindow read(Window window) {
        boolean[] valid = new boolean[(int) window.pixels()];
        PixelBlock before = block(chip.before(), window, valid);
        PixelBlock after = block(chip.after(), window, valid);
        return new PairWindow(before, after, valid);
    }

    private PixelBlock block(Samples samples, Window window, boolean[] valid) {
        PixelBlock block = PixelBlock.empty(window, chip.bands());
        int pixels = chip.width() * chip.height();
        int first = Math.max(0, window.x());
        int end = Math.min(chip.width(), window.endX());
        for (int y = Math.max(0, window.y()); y < Math.min(chip.height(), window.endY()); y++) {
            int row = (y - window.y()) * window.width() - window.x();
            for (int x = first; x < end; x++) {
                for (int band = 0; band < chip.bands(); band++) {
                    block.samples(band)[row + x] = LARGEST * samples.get(band * pixels + y * chip.width() + x);
                }
            }
            if (first < end) {
                Arrays.fill(block.valid(), row + first, row + end, true);
                Arrays.fill(valid, row + first, row + end, true);
            }
        }
        return block;
    }
}
