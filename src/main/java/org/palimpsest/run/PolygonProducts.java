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
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.ChangePolygon;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.PolygonFormat;
import org.palimpsest.vector.PolygonSink;
import org.palimpsest.vector.Polygonizer;

/** Makes the polygons of change and writes them to every wanted format at once. */
final class PolygonProducts implements Closeable {
    private final List<Polygonizer> polygonizers = new ArrayList<>();
    private final List<PolygonSink<ChangePolygon>> sinks = new ArrayList<>();
    private final ShiftProducts shift;
    private long count;

    private PolygonProducts(ShiftProducts shift) {
        this.shift = shift;
    }

    /**
     * Begins the files {@code changes.*}; empty when no format is wanted.
     *
     * @param decision whether the sign of the scores tells gain from loss, and whether areas of gain and loss that touch
     *     become polygons of their own; then those of gain come first
     * @param shift adds notes to polygons
     * @param scratch folder for temporary files
     */
    static Optional<PolygonProducts> begin(
            Path folder,
            List<String> formats,
            LayerInfo layer,
            Grid grid,
            Decision decision,
            ShiftProducts shift,
            Path scratch)
            throws BadInputException {
        if (formats.isEmpty()) {
            return Optional.empty();
        }
        PolygonProducts products = new PolygonProducts(shift);
        boolean complete = false;
        try {
            boolean signed = decision.statistic().signed();
            products.polygonizers.add(new Polygonizer(grid, signed, scratch));
            if (decision.sign() == ChangeSign.SEPARATE) {
                products.polygonizers.add(new Polygonizer(grid, signed, scratch));
            }
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
        if (polygonizers.size() == 1) {
            polygonizers.get(0).add(window, mask, scores);
        } else {
            polygonizers.get(0).add(window, ofSign(mask, scores, 1), scores);
            polygonizers.get(1).add(window, ofSign(mask, scores, -1), scores);
        }
    }

    /** The mask with those of its changes only whose score has a sign. */
    private static byte[] ofSign(byte[] mask, float[] scores, int sign) {
        byte[] part = mask.clone();
        for (int i = 0; i < part.length; i++) {
            if (part[i] == MaskSource.CHANGED && Math.copySign(1f, scores[i]) != sign) {
                part[i] = MaskSource.UNCHANGED;
            }
        }
        return part;
    }

    /** Writes all polygons and completes the files. */
    void finish(Progress progress, Cancellation cancellation) throws BadInputException, CancelledException {
        for (Polygonizer polygonizer : polygonizers) {
            polygonizer.<BadInputException>finish(polygon -> {
                if (cancellation.requested()) {
                    return; // The rest is passed over, and the check below ends the run.
                }
                count++;
                ChangePolygon complete = shift.noted(polygon).withId(count);
                for (PolygonSink<ChangePolygon> sink : sinks) {
                    sink.add(complete);
                }
            });
        }
        for (PolygonSink<ChangePolygon> sink : sinks) {
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
        polygonizers.forEach(Polygonizer::close);
    }
}
