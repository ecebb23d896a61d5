package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Window;

/** Makes every product of a run from the stored statistic and the threshold, streaming, and puts them into place together. */
final class RunProducts {
    /** Bytes for each pixel: the stored statistic, the score twice (spooled and assembled) with overviews, and the mask. */
    private static final double BYTES_PER_PIXEL = 4 + 2 * 4 * 4 / 3.0 + 1;

    private final RunSpec spec;
    private final OpenPair pair;
    private final TileStore store;
    private final Statistic statistic;
    private final double threshold;
    private final TileWorkers workers;
    private final Progress progress;
    private final RunRecord record;

    RunProducts(
            RunSpec spec,
            OpenPair pair,
            TileStore store,
            Statistic statistic,
            double threshold,
            TileWorkers workers,
            Progress progress,
            RunRecord record) {
        this.spec = spec;
        this.pair = pair;
        this.store = store;
        this.statistic = statistic;
        this.threshold = threshold;
        this.workers = workers;
        this.progress = progress;
        this.record = record;
    }

    /** How much room on the disk a run may need in all, at most. */
    static long bytesNeeded(TilePlan plan) {
        return (long) (plan.extent().pixels() * BYTES_PER_PIXEL) + (64L << 20);
    }

    /** Makes all products in the folder's work folder, then publishes them; returns them under their final names. */
    List<Path> write(RunFolder folder, Consumer<RunEvent> events)
            throws BadInputException, CancelledException, IOException {
        folder.clearStaging();
        rasters(folder.staging());
        record.took("write");
        Path runJson = folder.staging().resolve("run.json");
        record.write(runJson, List.of(), List.of());
        List<Path> published = folder.publish();
        published.forEach(path -> events.accept(new RunEvent.Product(kind(path), path)));
        return published;
    }

    private void rasters(Path folder) throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        progress.stage("write", plan.count());
        LongAdder observed = new LongAdder();
        LongAdder changed = new LongAdder();
        LongAdder done = new LongAdder();
        try (GeoTiffWriter score = writer(folder.resolve("score.tif"), GeoTiffFormat.score());
                GeoTiffWriter mask = writer(folder.resolve("mask.tif"), GeoTiffFormat.mask())) {
            workers.forEach(plan.count(), tile -> {
                Window core = plan.core(tile);
                float[] values = store.read(core);
                byte[] classes = new byte[values.length];
                long tileObserved = 0;
                long tileChanged = 0;
                for (int i = 0; i < values.length; i++) {
                    float value = values[i];
                    if (Float.isNaN(value)) {
                        classes[i] = (byte) GeoTiffFormat.MASK_NODATA;
                    } else {
                        tileObserved++;
                        if (statistic.magnitude(value) >= threshold) {
                            classes[i] = 1;
                            tileChanged++;
                        }
                        values[i] = (float) statistic.score(value);
                    }
                }
                score.write(core, values);
                mask.write(core, classes);
                observed.add(tileObserved);
                changed.add(tileChanged);
                done.increment();
                progress.done(done.sum());
            });
            score.finish();
            mask.finish();
        }
        record.result().addProperty("observedPixels", observed.sum());
        record.result().addProperty("unobservedPixels", plan.extent().pixels() - observed.sum());
        record.result().addProperty("changedPixels", changed.sum());
    }

    private GeoTiffWriter writer(Path target, GeoTiffFormat format) throws BadInputException {
        return GeoTiffWriter.create(
                target,
                pair.pair().grid(),
                pair.before().geoKeys(),
                format,
                spec.resources().threads());
    }

    private static String kind(Path product) {
        String name = product.getFileName().toString();
        return name.startsWith("changes.") ? name.substring("changes.".length()) : name.replaceFirst("\\.[a-z]+$", "");
    }
}
