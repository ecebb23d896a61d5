package org.palimpsest.run;

import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** Something that a running worker reports; written as one JSON line each. */
public sealed interface RunEvent {
    /** A stage begins ("fit", "detect", "threshold", "polygons", "write"), made of {@code total} steps; 0 when unknown. */
    record Stage(String name, long total) implements RunEvent {}

    /** Steps of the stage that are finished, with speed in million pixels per second and seconds left; NaN when unknown. */
    record Step(String stage, long done, long total, double megapixelsPerSecond, double secondsLeft)
            implements RunEvent {}

    /** How the stage stands, in a few words that replace the last ones. */
    record Note(String text) implements RunEvent {}

    /**
     * An epoch of a training on the pair itself has ended.
     *
     * @param number from 0
     * @param total how many epochs there are, unless the training is ended early
     * @param maskShare the part of the pixels that count which the mask holds, 0 to 1
     * @param map a small raster for every few epochs: the differences of 0 to 1, and the part of each pixel that the mask holds
     */
    record Epoch(int number, int total, double loss, double maskShare, Optional<Path> map) implements RunEvent {}

    /**
     * The detector is fitted and tiles will follow.
     *
     * @param statistic what the numbers in the tiles mean
     * @param grid the pixels in which the windows of tiles are counted
     */
    record Fitted(Statistic statistic, Grid grid) implements RunEvent {}

    /** A tile of the statistic is finished and can be shown; {@code window} is in pixels of the run's grid. */
    record Tile(Window window) implements RunEvent {}

    /** One sentence that the user should read. */
    record Warning(Notice notice) implements RunEvent {}

    /** A product is complete under its final name; {@code kind} is "mask", "score", "shp", "preview", ... */
    record Product(String kind, Path file) implements RunEvent {}

    /**
     * How much of the analysed window was observed at both dates and counted; the rest is nodata, masked or excluded.
     *
     * @param unobservedSquareMetres NaN where the grid has no place on the Earth
     */
    record Observed(long observedPixels, long unobservedPixels, double unobservedSquareMetres) implements RunEvent {
        /** The part that is unknown, 0 to 1. */
        public double unobservedShare() {
            long all = observedPixels + unobservedPixels;
            return all == 0 ? 0 : (double) unobservedPixels / all;
        }
    }

    /** The last event of every run. */
    record Finished(Outcome outcome) implements RunEvent {}
}
