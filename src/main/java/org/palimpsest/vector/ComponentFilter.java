package org.palimpsest.vector;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * Cleans a change mask of any size: fills small holes, then removes areas of change that are too small.
 *
 * <p>A hole is a group of unchanged pixels, connected over edges and corners, that changed pixels surround; one that touches
 * nodata or the edge of the mask is none. An area of change is connected over edges, exactly as {@link Polygonizer} sees it,
 * and counts with its filled holes. Nodata stays. The source is read once for each of the two rules that is in use, and once
 * more by {@link #forEachStrip}; memory is one strip, the areas that a row crosses and a bit for each place where an area
 * seems to begin. The result does not depend on the strips.
 */
public final class ComponentFilter {
    private final MaskSource source;
    private final Optional<GroupSurvey> holes;
    private final Optional<GroupSurvey> areas;

    private ComponentFilter(MaskSource source, Optional<GroupSurvey> holes, Optional<GroupSurvey> areas) {
        this.source = source;
        this.holes = holes;
        this.areas = areas;
    }

    /** Hears of each strip of the cleaned mask, from the top. */
    @FunctionalInterface
    public interface StripConsumer {
        /** @param mask a value a pixel, row by row; the consumer's to keep */
        void accept(Window window, byte[] mask) throws BadInputException;
    }

    /**
     * Surveys a mask.
     *
     * @param source the mask before cleaning
     * @param grid of the mask
     * @param fillHoles holes of at most so many pixels are filled; 0 fills none
     * @param minimumArea areas of change below it are removed; 0 removes none
     * @param squareMetres whether the minimum is in true square metres on the ellipsoid, else in pixels
     * @param cancellation looked at between strips
     */
    public static ComponentFilter plan(
            MaskSource source,
            Grid grid,
            long fillHoles,
            double minimumArea,
            boolean squareMetres,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        if (grid.width() != source.width() || grid.height() != source.height()) {
            throw new IllegalArgumentException("The mask is " + source.width() + " x " + source.height()
                    + " pixels, but its grid " + grid.width() + " x " + grid.height() + ".");
        }
        PixelMetric pixels = PixelMetric.of(Grid.ofPixels(grid.width(), grid.height()));
        ComponentFilter filter = new ComponentFilter(source, Optional.empty(), Optional.empty());
        if (fillHoles > 0) {
            GroupSurvey survey =
                    new GroupSurvey(source.width(), source.height(), GroupSurvey.Kind.HOLES, fillHoles, pixels);
            filter.survey(survey, cancellation);
            filter = new ComponentFilter(source, Optional.of(survey), Optional.empty());
        }
        if (minimumArea > 0) {
            GroupSurvey survey = new GroupSurvey(
                    source.width(),
                    source.height(),
                    GroupSurvey.Kind.CHANGE,
                    minimumArea,
                    squareMetres ? PixelMetric.of(grid) : pixels);
            filter.survey(survey, cancellation);
            filter = new ComponentFilter(source, filter.holes, Optional.of(survey));
        }
        return filter;
    }

    /**
     * Reads the mask strip by strip and hands it on clean; may be called again.
     *
     * @param cancellation looked at between strips
     */
    public void forEachStrip(StripConsumer consumer, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Optional<GroupSurvey.Pass> holePass = holes.map(GroupSurvey::newPass);
        Optional<GroupSurvey.Pass> areaPass = areas.map(GroupSurvey::newPass);
        for (int y = 0; y < source.height(); ) {
            cancellation.check();
            Window window = new Window(0, y, source.width(), Math.min(source.stripRows(), source.height() - y));
            byte[] mask = source.readMask(window);
            for (int row = 0; row < window.height(); row++) {
                int offset = row * window.width();
                holePass.ifPresent(pass -> pass.apply(mask, offset));
                areaPass.ifPresent(pass -> pass.apply(mask, offset));
            }
            consumer.accept(window, mask);
            y = window.endY();
        }
    }

    private void survey(GroupSurvey survey, Cancellation cancellation) throws BadInputException, CancelledException {
        forEachStrip(
                (window, mask) -> {
                    for (int row = 0; row < window.height(); row++) {
                        survey.addRow(mask, row * window.width());
                    }
                },
                cancellation);
    }
}
