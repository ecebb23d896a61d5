package org.palimpsest.run;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterInfo;
import org.palimpsest.raster.RasterPart;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;
import org.palimpsest.raster.quality.MaskedRaster;
import org.palimpsest.raster.quality.QualityMask;
import org.palimpsest.vector.AreaOfInterest;

/**
 * One date of a run, open.
 *
 * @param picture the raster as its files have it, to be shown and to be named
 * @param raster the same as it is analysed: without the pixels that its quality mask hides, in the unit in which
 *     the dates are compared
 * @param maskFiles the files that hold the mask; none where there is no mask
 */
record OpenDate(Raster picture, Raster raster, List<Path> maskFiles) implements Closeable {
    /**
     * Opens what the run document names.
     *
     * @param convert brings the samples to the unit in which the dates are compared
     * @param progress hears warnings
     * @throws BadInputException when the raster or its mask cannot be read
     */
    static OpenDate open(RunSpec.Input input, UnaryOperator<Raster> convert, Progress progress)
            throws BadInputException {
        Raster picture = Rasters.open(input.path());
        RasterInfo.warnings(picture).forEach(notice -> progress.warning(notice.about(picture.name())));
        if (input.mask().isEmpty()) {
            return new OpenDate(picture, convert.apply(picture), List.of());
        }
        boolean complete = false;
        try {
            MaskedRaster masked =
                    MaskedRaster.open(picture, QualityMask.parse(input.mask().get()));
            complete = true;
            masked.warning().ifPresent(progress::warning);
            return new OpenDate(picture, convert.apply(masked), masked.maskFiles());
        } finally {
            if (!complete) {
                picture.close();
            }
        }
    }

    /**
     * The same date without what lies outside the box around an area.
     *
     * @throws BadInputException when the area cannot be read
     */
    OpenDate croppedTo(String area) throws BadInputException {
        Grid grid = picture.grid();
        Optional<Window> box = AreaOfInterest.parse(area, grid).window().flatMap(grid.window()::intersection);
        return box.isEmpty()
                ? this
                : new OpenDate(new RasterPart(picture, box.get()), new RasterPart(raster, box.get()), maskFiles);
    }

    /** Closes the raster and its mask. */
    @Override
    public void close() {
        raster.close();
    }
}
