package org.palimpsest.app.pair;

import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.mixed.PairSensors;
import org.palimpsest.detect.shift.ShiftEstimate;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Resampling;

/**
 * What was found out about two dates before any run.
 *
 * @param before facts of the first date
 * @param after facts of the second date
 * @param sameGrid whether both have the same pixels, so that nothing is resampled
 * @param overlap share of the first date that the second covers, 0 to 1
 * @param sensors which sensors took them, as far as can be told, and why
 * @param shift the residual shift; empty where it could not be measured
 * @param warnings sentences for the user
 */
public record PairCheck(
        Facts before,
        Facts after,
        boolean sameGrid,
        double overlap,
        PairSensors sensors,
        Optional<ShiftEstimate> shift,
        List<Notice> warnings) {
    /**
     * One date's grid and samples.
     *
     * @param system name of the coordinate system; empty when there is none
     * @param pixelWidth in units of the system
     * @param unit "m", "°" or "px"
     */
    public record Facts(
            String system,
            int width,
            int height,
            double pixelWidth,
            double pixelHeight,
            String unit,
            int bands,
            String type) {
        static Facts of(Raster raster) {
            Grid grid = raster.grid();
            String unit = grid.crs().map(crs -> crs.isGeographic() ? "°" : "m").orElse("px");
            return new Facts(
                    grid.crs().map(Object::toString).orElse(""),
                    grid.width(),
                    grid.height(),
                    grid.transform().pixelWidth(),
                    grid.transform().pixelHeight(),
                    unit,
                    raster.bands().size(),
                    raster.bands().get(0).type().gdalName());
        }
    }

    /**
     * Looks at a pair; takes seconds, so never on the window's thread.
     *
     * @throws BadInputException when they share no ground, or one of them does not say where it lies
     */
    public static PairCheck of(Raster before, Raster after, Cancellation cancellation)
            throws BadInputException, CancelledException {
        // Cubic, because bilinear smoothing between pixels would itself look like a small shift.
        AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.CUBIC);
        Optional<ShiftEstimate> shift =
                ShiftEstimate.measure(before, aligned, aligned.overlap().window(), cancellation);
        return new PairCheck(
                Facts.of(before),
                Facts.of(after),
                before.grid().equals(after.grid()),
                aligned.overlap().share(),
                PairSensors.of(before, after),
                shift,
                aligned.overlap().warnings());
    }
}
