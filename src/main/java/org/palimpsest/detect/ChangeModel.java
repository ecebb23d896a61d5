package org.palimpsest.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * A fitted detector: gives the change statistic of any window of the pair.
 *
 * <p>A window's result depends only on this model and the pixels of the window with its halo. Calls may come from several
 * threads at once. Closing frees native memory.
 */
public interface ChangeModel extends AutoCloseable {
    /** The statistic that {@link #apply} gives, as fitted to this pair. */
    Statistic statistic();

    /** Pixels of context that each side of a window needs for a seamless result; 0 for a pixel-wise statistic. */
    int halo();

    /** Width and height of a window, halo included, must be multiples of this; 1 when any size will do. */
    default int sizeMultiple() {
        return 1;
    }

    /**
     * Whether every window of a run must have one and the same shape, because the result depends on it (a network that
     * pools over the window, say); windows then reach over the edge of the extent, where pixels are not valid.
     */
    default boolean needsOneShape() {
        return sizeMultiple() > 1;
    }

    /** How many windows {@link #apply} is best given at once; tiles are handed over in fixed groups of that many. */
    default int windowsAtOnce() {
        return 1;
    }

    /**
     * The statistic of a batch of windows of one common size.
     *
     * @param batch N windows, each H x W pixels, halo included
     * @return for each window H x W values in rows ([N, 1, H, W]); values at invalid pixels mean nothing
     * @throws BadInputException when something in the data makes a result impossible
     */
    List<float[]> apply(List<PairWindow> batch) throws BadInputException;

    /**
     * The same model between two pictures of one date: {@link #apply} then takes that date for before and after alike, and
     * tells how large the statistic gets where nothing changed (between a raster and its own shifted copy, say).
     *
     * @return empty where the model cannot tell
     */
    default Optional<ChangeModel> within(Date date) {
        return Optional.empty();
    }

    /** The classes that the literature makes of this statistic; a run then writes {@code classes.tif}. */
    default Optional<ClassScheme> classes() {
        return Optional.empty();
    }

    /** The same model as one that also answers with whole objects; a run then writes them as polygons, {@code objects.*}. */
    default Optional<ObjectModel> objects() {
        return Optional.empty();
    }

    /** How well a change of height is known, where the statistic is one; a run then states volumes. */
    default Optional<HeightError> heightError() {
        return Optional.empty();
    }

    /** A threshold of the model's own, such as the level of detection of heights. */
    default Optional<OwnThreshold> ownThreshold() {
        return Optional.empty();
    }

    /** One of the two dates of a pair. */
    enum Date {
        BEFORE,
        AFTER
    }

    /** What the run record should tell of this model (weights, their hash and licence, what was fitted), by name. */
    default Map<String, String> record() {
        return Map.of();
    }

    /** Tables of text to put beside the products, by file name; {@code training.csv} of a network that learned on the pair. */
    default Map<String, String> tables() {
        return Map.of();
    }

    @Override
    default void close() {}
}
