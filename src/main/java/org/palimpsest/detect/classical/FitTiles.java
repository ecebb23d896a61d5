package org.palimpsest.detect.classical;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Walks over a whole pair in tiles of its own, so that what is learned never depends on threads or on the engine's tiles.
 *
 * <p>Tiles of 512 x 512 pixels begin at the corner of the extent. They are worked on in parallel, but their results are
 * handed over one by one, row by row of tiles, so that sums of floating-point numbers come out the same to the last bit.
 */
final class FitTiles {
    private static final int TILE = 512;

    private FitTiles() {}

    /** Makes a partial result of one tile; called from several threads at once. */
    @FunctionalInterface
    interface TileWork<T> {
        T of(PairWindow tile) throws BadInputException;
    }

    /** Takes the partial results in the order of the tiles; called from one thread. */
    @FunctionalInterface
    interface Merge<T> {
        void add(T partial) throws BadInputException;
    }

    /** The tiles of an extent, row by row. */
    static List<Window> of(Window extent) {
        List<Window> tiles = new ArrayList<>();
        for (int y = extent.y(); y < extent.endY(); y += TILE) {
            for (int x = extent.x(); x < extent.endX(); x += TILE) {
                tiles.add(new Window(x, y, Math.min(TILE, extent.endX() - x), Math.min(TILE, extent.endY() - y)));
            }
        }
        return tiles;
    }

    /**
     * Reads each tile of the pair once.
     *
     * @param stage what the user is told is happening
     * @throws CancelledException when the user ended the run; looked at before each tile
     */
    static <T> void scan(FitInput input, String stage, TileWork<T> work, Merge<T> merge)
            throws BadInputException, CancelledException {
        List<Window> tiles = of(input.pair().extent());
        input.progress().stage(stage, tiles.size());
        int threads = Math.max(1, Math.min(input.threads(), tiles.size()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "fit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Future<T>> ahead = new ArrayDeque<>();
            int next = 0;
            for (int done = 0; done < tiles.size(); done++) {
                input.cancellation().check();
                while (next < tiles.size() && ahead.size() <= threads) {
                    Window tile = tiles.get(next++);
                    ahead.add(pool.submit(() -> work.of(input.pair().read(tile))));
                }
                merge.add(result(ahead.remove()));
                input.progress().done(done + 1L);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static <T> T result(Future<T> future) throws BadInputException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asItWas(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IllegalStateException asItWas(ExecutionException failure) throws BadInputException {
        Throwable cause = failure.getCause();
        if (cause instanceof BadInputException bad) {
            throw bad;
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A tile of the scene could not be worked on.", cause);
    }
}
