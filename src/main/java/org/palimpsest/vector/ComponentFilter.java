package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.List;
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
 * and counts with its filled holes; where the source tells gain from loss, areas of gain and of loss that touch are two.
 * Nodata stays. The source is read once for each of the two rules that is in use, and once
 * more by {@link #forEachStrip}; memory is one strip, the areas that a row crosses and a bit for each place where an area
 * seems to begin. The result does not depend on the strips.
 */
public final class ComponentFilter {
    private final MaskSource source;
    private final Optional<GroupSurvey> holes;
    /** Of all change, or of gain and of loss. */
    private final List<GroupSurvey> areas;

    private ComponentFilter(MaskSource source, Optional<GroupSurvey> holes, List<GroupSurvey> areas) {
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
     * @param fillHoles holes of at most this size are filled; 0 fills none
     * @param minimumArea areas of change below it are removed; 0 removes none
     * @param cancellation looked at between strips
     */
    public static ComponentFilter plan(
            MaskSource source, Grid grid, AreaLimit fillHoles, AreaLimit minimumArea, Cancellation cancellation)
            throws BadInputException, CancelledException {
        if (grid.width() != source.width() || grid.height() != source.height()) {
            throw new IllegalArgumentException("The mask is " + source.width() + " x " + source.height()
                    + " pixels, but its grid " + grid.width() + " x " + grid.height() + ".");
        }
        ComponentFilter filter = new ComponentFilter(source, Optional.empty(), List.of());
        if (fillHoles.value() > 0) {
            GroupSurvey survey =
                    GroupSurvey.of(source, GroupSurvey.Kind.HOLES, fillHoles.value(), metric(grid, fillHoles));
            filter.survey(survey, cancellation);
            filter = new ComponentFilter(source, Optional.of(survey), List.of());
        }
        if (minimumArea.value() > 0) {
            PixelMetric metric = metric(grid, minimumArea);
            List<GroupSurvey> surveys = new ArrayList<>();
            for (int part = 0; part < parts(source); part++) {
                surveys.add(GroupSurvey.of(source, GroupSurvey.Kind.CHANGE, minimumArea.value(), metric));
            }
            filter.surveyAreas(surveys, cancellation);
            filter = new ComponentFilter(source, filter.holes, surveys);
        }
        return filter;
    }

    private static PixelMetric metric(Grid grid, AreaLimit limit) {
        return PixelMetric.of(limit.metric() ? grid : Grid.ofPixels(grid.width(), grid.height()));
    }

    /**
     * Reads the mask strip by strip and hands it on clean; may be called again.
     *
     * @param cancellation looked at between strips
     */
    public void forEachStrip(StripConsumer consumer, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Optional<GroupSurvey.Pass> holePass = holes.map(GroupSurvey::newPass);
        List<GroupSurvey.Pass> areaPasses =
                areas.stream().map(GroupSurvey::newPass).toList();
        for (int y = 0; y < source.height(); ) {
            cancellation.check();
            Window window = new Window(0, y, source.width(), Math.min(source.stripRows(), source.height() - y));
            byte[] mask = source.readMask(window);
            for (int row = 0; row < window.height(); row++) {
                int offset = row * window.width();
                holePass.ifPresent(pass -> pass.apply(mask, offset));
            }
            if (!areaPasses.isEmpty()) {
                removeSmall(window, mask, areaPasses);
            }
            consumer.accept(window, mask);
            y = window.endY();
        }
    }

    private void removeSmall(Window window, byte[] mask, List<GroupSurvey.Pass> passes) throws BadInputException {
        List<byte[]> parts = parts(window, mask);
        for (int part = 0; part < parts.size(); part++) {
            for (int row = 0; row < window.height(); row++) {
                passes.get(part).apply(parts.get(part), row * window.width());
            }
        }
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == MaskSource.CHANGED) {
                byte kept = MaskSource.UNCHANGED;
                for (byte[] part : parts) {
                    kept |= part[i];
                }
                mask[i] = kept;
            }
        }
    }

    /** How many kinds of change the source has; told by a window of its first row. */
    private static int parts(MaskSource source) throws BadInputException {
        return source.readLosses(new Window(0, 0, source.width(), 1)).isPresent() ? 2 : 1;
    }

    /** All change; or its gain and its loss, each with the other as no change. */
    private List<byte[]> parts(Window window, byte[] mask) throws BadInputException {
        Optional<boolean[]> losses = source.readLosses(window);
        if (losses.isEmpty()) {
            return List.of(mask);
        }
        byte[] gain = mask.clone();
        byte[] loss = mask.clone();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == MaskSource.CHANGED) {
                (losses.get()[i] ? gain : loss)[i] = MaskSource.UNCHANGED;
            }
        }
        return List.of(gain, loss);
    }

    private void surveyAreas(List<GroupSurvey> surveys, Cancellation cancellation)
            throws BadInputException, CancelledException {
        forEachStrip(
                (window, mask) -> {
                    List<byte[]> parts = parts(window, mask);
                    for (int part = 0; part < parts.size(); part++) {
                        for (int row = 0; row < window.height(); row++) {
                            surveys.get(part).addRow(parts.get(part), row * window.width());
                        }
                    }
                },
                cancellation);
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
