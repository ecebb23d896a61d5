package org.palimpsest.run;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.PolygonFormat;
import org.palimpsest.vector.PolygonSink;
import org.palimpsest.vector.Polygonizer;

/** Makes the polygons of change and writes them to every wanted format at once. */
final class PolygonProducts implements Closeable {
    private final Polygonizer polygonizer;
    private final List<PolygonSink> sinks = new ArrayList<>();
    private long count;

    private PolygonProducts(Polygonizer polygonizer) {
        this.polygonizer = polygonizer;
    }

    /**
     * Begins the files {@code changes.*}; empty when no format is wanted.
     *
     * @param signed whether the sign of the scores tells gain from loss
     * @param scratch folder for temporary files
     */
    static Optional<PolygonProducts> begin(
            Path folder, List<String> formats, LayerInfo layer, Grid grid, boolean signed, Path scratch)
            throws BadInputException {
        if (formats.isEmpty()) {
            return Optional.empty();
        }
        PolygonProducts products = new PolygonProducts(new Polygonizer(grid, signed, scratch));
        boolean complete = false;
        try {
            for (String format : formats) {
                products.sinks.add(
                        PolygonFormat.parse(format).create(folder.resolve(LayerInfo.NAME + "." + format), layer));
            }
            complete = true;
            return Optional.of(products);
        } finally {
            if (!complete) {
                products.close();
            }
        }
    }

    /** Adds the next strip of the mask, see {@link Polygonizer#add}. */
    void add(Window window, byte[] mask, float[] scores) throws BadInputException {
        polygonizer.add(window, mask, scores);
    }

    /** Writes all polygons and completes the files. */
    void finish(Progress progress, Cancellation cancellation) throws BadInputException, CancelledException {
        polygonizer.<BadInputException>finish(polygon -> {
            if (cancellation.requested()) {
                return; // The rest is passed over, and the check below ends the run.
            }
            for (PolygonSink sink : sinks) {
                sink.add(polygon);
            }
            count++;
        });
        for (PolygonSink sink : sinks) {
            cancellation.check();
            sink.finish().forEach(progress::warning);
        }
    }

    /** How many polygons were written. */
    long count() {
        return count;
    }

    @Override
    public void close() {
        sinks.forEach(PolygonSink::close);
        polygonizer.close();
    }
}
