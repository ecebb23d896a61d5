package org.palimpsest.detect.engine;

import java.io.IOException;
import java.util.Optional;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.raster.Window;

/**
 * How far the windows of a run disagree where they overlap: what would be a step at each border of tiles if the results did
 * not fade into each other. 0 says that tiles see all that matters; more says that the halo is smaller than what a network
 * looks at, or that it looks at its whole window (attention, pooling).
 *
 * @param borders how many borders between two tiles were looked at
 * @param mean of the absolute difference between both tiles' statistics, over all pixels that both keep
 * @param largest such difference
 */
public record Seams(long borders, double mean, double largest) {
    /** Enough that the mean does not move; each costs the reading of two strips. */
    private static final long MOST = 400;

    /** Measures a finished store; empty where tiles do not overlap or there is only one. */
    public static Optional<Seams> measure(TileStore store, Cancellation cancellation)
            throws CancelledException, IOException {
        TilePlan plan = store.plan();
        if (plan.feather() == 0) {
            return Optional.empty();
        }
        long step = Math.max(1, 2 * plan.count() / MOST);
        Sum sum = new Sum();
        for (long border = 0; border < 2 * plan.count(); border += step) {
            cancellation.check();
            long tile = border / 2;
            boolean right = border % 2 == 0;
            int column = (int) (tile % plan.columns());
            int row = (int) (tile / plan.columns());
            if (right ? column + 1 < plan.columns() : row + 1 < plan.rows()) {
                sum.add(store, tile, right ? tile + 1 : tile + plan.columns());
            }
        }
        return sum.count == 0
                ? Optional.empty()
                : Optional.of(new Seams(sum.borders, sum.differences / sum.count, sum.largest));
    }

    private static final class Sum {
        private long borders;
        private long count;
        private double differences;
        private double largest;

        void add(TileStore store, long tile, long neighbour) throws IOException {
            TilePlan plan = store.plan();
            Window shared = plan.kept(tile).intersection(plan.kept(neighbour)).orElseThrow();
            Optional<float[]> one = store.own(tile, shared);
            Optional<float[]> other = store.own(neighbour, shared);
            if (one.isEmpty() || other.isEmpty()) {
                return;
            }
            borders++;
            for (int i = 0; i < one.get().length; i++) {
                double difference = Math.abs(one.get()[i] - other.get()[i]);
                // NaN where nothing was observed.
                if (difference >= 0) {
                    count++;
                    differences += difference;
                    largest = Math.max(largest, difference);
                }
            }
        }
    }
}
