package org.palimpsest.detect.mixed;

import java.util.Arrays;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.classical.FitTiles;
import org.palimpsest.detect.classical.PixelSample;
import org.palimpsest.raster.Window;

/**
 * Cells drawn from all over a scene, as described at both dates; the same ones for any threads.
 *
 * @param before [numbers][cells]
 * @param after [numbers][cells]
 * @param steps for each of before's numbers, then after's, the mean squared step from a cell to the next in its row
 */
record CellSample(float[][] before, float[][] after, double[] steps) {
    /**
     * Draws cells by one pass over the scene.
     *
     * @param most largest number of cells; a large scene gives between half of it and all of it
     */
    static CellSample of(
            FitInput input, CellGrid grid, CellDescriptor before, CellDescriptor after, long seed, int most)
            throws BadInputException, CancelledException {
        PixelSample sample = new PixelSample(before.count() + after.count(), most);
        int halo = 2 * grid.size() + Math.max(before.reach(), after.reach());
        double[] squares = new double[before.count() + after.count()];
        long[] pairs = {0};
        FitTiles.scan(
                input,
                "Cells that stand for the scene",
                halo,
                tile -> part(tile, halo, grid, before, after, seed, sample.limit()),
                part -> {
                    sample.add(part.drawn().samples(), part.drawn().draws());
                    for (int i = 0; i < squares.length; i++) {
                        squares[i] += part.squares()[i];
                    }
                    pairs[0] += part.pairs();
                });
        for (int i = 0; i < squares.length; i++) {
            squares[i] /= Math.max(1, pairs[0]);
        }
        float[][] drawn = sample.samples();
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Arrays.copyOf(drawn[i], sample.size());
        }
        return new CellSample(
                Arrays.copyOfRange(drawn, 0, before.count()),
                Arrays.copyOfRange(drawn, before.count(), drawn.length),
                squares);
    }

    int size() {
        return before[0].length;
    }

    /** What one tile adds: cells, and the squared steps between neighbours. */
    private record Part(ObservedPixels.Sample drawn, double[] squares, long pairs) {}

    /** The observed cells whose corner lies in the tile proper, so that no cell is drawn twice. */
    private static Part part(
            PairWindow tile, int halo, CellGrid grid, CellDescriptor before, CellDescriptor after, long seed, int limit)
            throws BadInputException {
        CellDescriptions described = CellDescriptions.of(tile, grid, before, after);
        Window window = tile.window();
        Window cells = described.cells();
        int[] places = new int[described.observed().length];
        int[] draws = new int[places.length];
        double[] squares = new double[before.count() + after.count()];
        long pairs = 0;
        int kept = 0;
        for (int cell = 0; cell < places.length; cell++) {
            int column = cells.x() + cell % cells.width();
            int row = cells.y() + cell / cells.width();
            int x = grid.originX() + column * grid.size() - window.x();
            int y = grid.originY() + row * grid.size() - window.y();
            boolean own = x >= halo && y >= halo && x < window.width() - halo && y < window.height() - halo;
            if (own && described.observed()[cell]) {
                if (described.observed()[cell + 1]) {
                    addSteps(described.before(), cell, squares, 0);
                    addSteps(described.after(), cell, squares, before.count());
                    pairs++;
                }
                int draw = PixelSample.draw(seed, column, row);
                if (draw <= limit) {
                    places[kept] = cell;
                    draws[kept++] = draw;
                }
            }
        }
        float[][] samples = new float[before.count() + after.count()][kept];
        for (int i = 0; i < samples.length; i++) {
            float[] values =
                    i < before.count() ? described.before()[i] : described.after()[i - before.count()];
            for (int k = 0; k < kept; k++) {
                samples[i][k] = values[places[k]];
            }
        }
        return new Part(new ObservedPixels.Sample(samples, Arrays.copyOf(draws, kept)), squares, pairs);
    }

    private static void addSteps(float[][] described, int cell, double[] squares, int first) {
        for (int i = 0; i < described.length; i++) {
            double step = described[i][cell + 1] - described[i][cell];
            squares[first + i] += step * step;
        }
    }
}
