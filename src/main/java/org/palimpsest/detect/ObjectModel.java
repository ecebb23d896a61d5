package org.palimpsest.detect;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Window;

/**
 * A fitted detector that answers with whole objects beside its statistic; see {@link ChangeModel#objects}.
 *
 * <p>As with {@link ChangeModel#apply}, a window's result depends only on the model and the pixels of the window, and calls may
 * come from several threads at once.
 */
public interface ObjectModel {
    /**
     * The statistic and the objects of a batch of windows of one common size, from one look at them.
     *
     * @param batch N windows, halo included
     * @param cores for each window the part of it whose objects are wanted; the cores of a run cover each pixel once
     * @return for each window its result, in the same order
     * @throws BadInputException when something in the data makes a result impossible
     */
    List<Finding> find(List<PairWindow> batch, List<Window> cores) throws BadInputException;

    /**
     * What was found in one window.
     *
     * @param statistic a value for each pixel of the window, row by row, the same as {@link ChangeModel#apply} gives
     * @param objects in the core, in the order of their queries
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Finding(float[] statistic, List<ChangeObject> objects) {
        public Finding {
            objects = List.copyOf(objects);
        }
    }
}
