package org.palimpsest.run;

import java.io.IOException;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Window;

/** Writes {@code score.tif}: the stored statistic as a score of 0 to 1, NaN where nothing was observed, tile by tile. */
final class ScoreProduct {
    private ScoreProduct() {}

    static void write(TileStore store, Statistic statistic, GeoTiffWriter writer, TileWorkers workers)
            throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        workers.forEach(plan.count(), tile -> {
            Window core = plan.core(tile);
            float[] values = store.read(core);
            statistic.toScores(values);
            writer.write(core, values);
        });
        writer.finishUnflushed();
    }
}
