package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/**
 * A small copy of some bands of a raster, for pictures of whole scenes: each pixel is the mean of a square of observed ones.
 *
 * <p>Every stored block is decoded once, by several threads; means are summed in the order of the blocks, so that they are the
 * same for any number of threads. Memory is a few blocks for each thread, whatever the raster's size.
 */
final class Thumbnail implements Raster {
    private static final long PIXELS_PER_READ = 1 << 20;
    private static final int FEWEST_ROWS = 64;

    private final Raster source;
    private final List<Band> bands;
    private final Grid grid;
    private final PixelBlock pixels;

    private Thumbnail(Raster source, List<Band> bands, Grid grid, PixelBlock pixels) {
        this.source = source;
        this.bands = bands;
        this.grid = grid;
        this.pixels = pixels;
    }

    /** Sums of squares, for the squares that a window touches. */
    private static final class Sums {
        private final Window squares;
        private final double[][] sums;
        private final int[] counts;

        Sums(Window squares, int bands) {
            this.squares = squares;
            this.sums = new double[bands][Math.toIntExact(squares.pixels())];
            this.counts = new int[Math.toIntExact(squares.pixels())];
        }

        /** Takes in the pixels of a window, all of whose squares are here. */
        void add(PixelBlock block, int side) {
            Window window = block.window();
            for (int y = 0; y < window.height(); y++) {
                int row = ((window.y() + y) / side - squares.y()) * squares.width() - squares.x();
                for (int x = 0; x < window.width(); x++) {
                    int at = y * window.width() + x;
                    if (block.valid()[at]) {
                        int square = row + (window.x() + x) / side;
                        counts[square]++;
                        for (int band = 0; band < sums.length; band++) {
                            sums[band][square] += block.samples(band)[at];
                        }
                    }
                }
            }
        }

        /** Takes in the sums of some of these squares. */
        void add(Sums part) {
            for (int y = 0; y < part.squares.height(); y++) {
                for (int x = 0; x < part.squares.width(); x++) {
                    int from = y * part.squares.width() + x;
                    int to = squares.index(part.squares.x() + x, part.squares.y() + y);
                    counts[to] += part.counts[from];
                    for (int band = 0; band < sums.length; band++) {
                        sums[band][to] += part.sums[band][from];
                    }
                }
            }
        }

        /** The means of squares of which at least half was observed; those at the far edges may reach over it. */
        PixelBlock means(int side) {
            PixelBlock means = PixelBlock.empty(squares, sums.length);
            for (int i = 0; i < counts.length; i++) {
                boolean atEdge =
                        i % squares.width() == squares.width() - 1 || i / squares.width() == squares.height() - 1;
                means.valid()[i] = 2L * counts[i] >= (long) side * side || (counts[i] > 0 && atEdge);
                for (int band = 0; means.valid()[i] && band < sums.length; band++) {
                    means.samples(band)[i] = (float) (sums[band][i] / counts[i]);
                }
            }
            return means;
        }
    }

    /**
     * Makes a small copy.
     *
     * @param raster read once, at the coarsest level that suffices
     * @param place where its full resolution lies
     * @param bands indices from 0; the copy has these bands in this order
     * @param longestSide pixels that the longer side of the copy has at least, where the raster has as many
     * @param threads how many read at once
     * @param cancellation looked at between reads
     */
    static Thumbnail of(Raster raster, Grid place, int[] bands, int longestSide, int threads, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int level = 0;
        for (int i = 1; i < raster.levels().size(); i++) {
            // Writers often make overviews by leaving pixels out, so a few of them go into each pixel of the copy.
            level = longest(raster.levels().get(i)) >= 2L * longestSide ? i : level;
        }
        Grid from = raster.levels().get(level);
        int side = Math.max(1, longest(from) / longestSide);
        Window squares = new Window(0, 0, ceil(from.width(), side), ceil(from.height(), side));
        Sums sums = new Sums(squares, bands.length);
        int used = level;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Window> parts = parts(from, raster.blockSize());
            for (int first = 0; first < parts.size(); first += threads) {
                cancellation.check();
                List<Future<Sums>> wave = new ArrayList<>();
                for (Window part : parts.subList(first, Math.min(parts.size(), first + threads))) {
                    wave.add(pool.submit(() -> sum(raster.read(used, part, bands), side)));
                }
                for (Future<Sums> done : wave) {
                    sums.add(result(done));
                }
            }
        } finally {
            pool.shutdown();
        }
        GeoTransform transform = place.transform()
                .scale(side * (double) place.width() / from.width(), side * (double) place.height() / from.height());
        Grid grid = new Grid(squares.width(), squares.height(), transform, place.crs());
        List<Band> chosen = Arrays.stream(bands).mapToObj(raster.bands()::get).toList();
        return new Thumbnail(raster, chosen, grid, sums.means(side));
    }

    private static int longest(Grid grid) {
        return Math.max(grid.width(), grid.height());
    }

    private static int ceil(int pixels, int side) {
        return (pixels + side - 1) / side;
    }

    /** Windows along the stored blocks. */
    private static List<Window> parts(Grid grid, BlockSize block) {
        int rows = block.height() * Math.max(1, FEWEST_ROWS / block.height());
        long blocks = Math.max(1, PIXELS_PER_READ / ((long) block.width() * rows));
        int columns = (int) Math.min(grid.width(), blocks * block.width());
        List<Window> parts = new ArrayList<>();
        for (int y = 0; y < grid.height(); y += rows) {
            for (int x = 0; x < grid.width(); x += columns) {
                parts.add(new Window(x, y, Math.min(columns, grid.width() - x), Math.min(rows, grid.height() - y)));
            }
        }
        return parts;
    }

    private static Sums sum(PixelBlock block, int side) {
        Window window = block.window();
        int x = window.x() / side;
        int y = window.y() / side;
        Window touched = new Window(x, y, ceil(window.endX(), side) - x, ceil(window.endY(), side) - y);
        Sums sums = new Sums(touched, block.bands());
        sums.add(block, side);
        return sums;
    }

    private static Sums result(Future<Sums> done) throws BadInputException {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInputException("Making a picture of the scene was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException problem) {
                throw problem;
            }
            throw new IllegalStateException("Reading for a picture of the scene failed.", e.getCause());
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(grid.width(), grid.height());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) {
        PixelBlock block = PixelBlock.empty(window, wanted.length);
        Optional<Window> inside = window.intersection(grid.window());
        if (inside.isEmpty()) {
            return block;
        }
        Window part = inside.get();
        for (int y = part.y(); y < part.endY(); y++) {
            int from = grid.window().index(part.x(), y);
            int to = window.index(part.x(), y);
            System.arraycopy(pixels.valid(), from, block.valid(), to, part.width());
            for (int band = 0; band < wanted.length; band++) {
                System.arraycopy(pixels.samples(wanted[band]), from, block.samples(band), to, part.width());
            }
        }
        return block;
    }

    /** The copy holds nothing open; the raster it was made of is the caller's. */
    @Override
    public void close() {}
}
