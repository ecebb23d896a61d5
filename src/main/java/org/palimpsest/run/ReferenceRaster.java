package org.palimpsest.run;

import java.io.Closeable;
import java.util.Optional;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.MaskSource;

/**
 * The true change that the user gave, laid onto the run's grid by nearest neighbour.
 *
 * <p>Its first band counts: 0 is no change, any other value is change; its nodata value and the value to ignore are skipped.
 */
final class ReferenceRaster implements Closeable {
    private static final int[] FIRST_BAND = {0};

    private final Raster raster;
    private final AlignedRaster aligned;
    private final Optional<Double> ignore;

    private ReferenceRaster(Raster raster, AlignedRaster aligned, Optional<Double> ignore) {
        this.raster = raster;
        this.aligned = aligned;
        this.ignore = ignore;
    }

    /** Opens it; bad input when it does not overlap the before raster. */
    static ReferenceRaster open(RunSpec.Reference reference, Raster before, Progress progress)
            throws BadInputException {
        Raster raster = Rasters.open(reference.path().toString());
        boolean complete = false;
        try {
            AlignedRaster aligned = AlignedRaster.align(before, raster, Resampling.NEAREST);
            aligned.overlap().warnings().forEach(warning -> progress.warning("Reference: " + warning.message()));
            complete = true;
            return new ReferenceRaster(raster, aligned, reference.ignore());
        } finally {
            if (!complete) {
                raster.close();
            }
        }
    }

    Raster raster() {
        return raster;
    }

    /**
     * How far a mask and the reference agree.
     *
     * @param counts over the pixels that both know
     * @param unobserved pixels of the analysed extent that the reference knows and the mask does not
     */
    record Comparison(ConfusionCounts counts, long unobserved) {
        static final Comparison NONE = new Comparison(ConfusionCounts.NONE, 0);

        Comparison plus(Comparison other) {
            return new Comparison(counts.plus(other.counts), unobserved + other.unobserved);
        }
    }

    /** Compares one window of a mask. */
    Comparison compare(Window window, byte[] mask, Window extent) throws BadInputException {
        PixelBlock block = aligned.read(window, FIRST_BAND);
        float[] truth = block.samples(0);
        boolean[] change = new boolean[mask.length];
        boolean[] trueChange = new boolean[mask.length];
        boolean[] counts = new boolean[mask.length];
        long unobserved = 0;
        for (int i = 0; i < mask.length; i++) {
            change[i] = mask[i] == MaskSource.CHANGED;
            trueChange[i] = truth[i] != 0;
            counts[i] = block.valid()[i] && !isIgnored(truth[i]);
            if (counts[i] && mask[i] == MaskSource.NODATA) {
                counts[i] = false;
                int x = window.x() + i % window.width();
                int y = window.y() + i / window.width();
                unobserved += x >= extent.x() && x < extent.endX() && y >= extent.y() && y < extent.endY() ? 1 : 0;
            }
        }
        return new Comparison(ConfusionCounts.of(change, trueChange, counts), unobserved);
    }

    private boolean isIgnored(float value) {
        return ignore.isPresent() && value == ignore.get().floatValue();
    }

    @Override
    public void close() {
        raster.close();
    }
}
