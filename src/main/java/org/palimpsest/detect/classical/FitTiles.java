package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Walks over a whole pair in tiles of its own, so that what is learned never depends on threads or on the engine's tiles.
 *
 * <p>Tiles of 512 x 512 pixels begin at the corner of the extent. They are worked on in parallel, but their results are
 * handed over one by one, row by row of tiles.
 */
public final class FitTiles {
    private static final int TILE = 512;

    private FitTiles() {}

    /** Makes a partial result of one tile; called from several threads at once. */
    @FunctionalInterface
    public interface TileWork<T> {
        T of(PairWindow tile) throws BadInputException;
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
    public static <T> void scan(FitInput input, String stage, TileWork<T> work, OrderedTasks.Merge<T> merge)
            throws BadInputException, CancelledException {
        scan(input, stage, 0, work, merge);
    }

    /** Likewise, with {@code halo} more pixels on each side of each tile. */
    public static <T> void scan(FitInput input, String stage, int halo, TileWork<T> work, OrderedTasks.Merge<T> merge)
            throws BadInputException, CancelledException {
        List<Window> tiles = of(input.pair().extent());
        input.progress().stage(stage, tiles.size());
        long[] done = {0};
        OrderedTasks.run(
                tiles.size(),
                input.threads(),
                input.cancellation(),
                task -> work.of(input.pair().read(tiles.get(task).grow(halo))),
                (T partial) -> {
                    merge.add(partial);
                    input.progress().done(++done[0]);
                });
    }
}
