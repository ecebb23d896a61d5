package org.palimpsest.detect;

import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;

/**
 * A way to find change between two dates, from a statistic of the 1990s to a transformer.
 *
 * <p>Found by {@link java.util.ServiceLoader}; has a public constructor without arguments, holds no state, and is safe
 * from many threads. Everything but the mathematics (windows, alignment, nodata, tiling, memory, progress, cancel,
 * resume, thresholds, polygons) is the engine's.
 */
public interface Detector {
    /** Who it is: identifier, paper, what it works on. */
    DetectorCard card();

    /** What the user can set; one list for the dialog, the command line, the run document and the manual. */
    List<Parameter> parameters();

    /** What it costs, for a network; empty for any other detector. */
    default Optional<NetworkCost> cost() {
        return Optional.empty();
    }

    /**
     * The tiles it wants, where its result depends on them (a network that was trained on windows of one size, say); empty
     * to leave the choice to the engine.
     */
    default Optional<Tiling> tiling(Settings settings) throws BadInputException {
        return Optional.empty();
    }

    /** What it wants of the pixels it sees; empty where any pixels will do. */
    default Optional<GridWish> gridWish(Settings settings) throws BadInputException {
        return Optional.empty();
    }

    /**
     * Learns what it needs from the pair: statistics, clusters, a trained network, or just a checkpoint.
     *
     * <p>The result may depend only on the pair's pixels and the settings (with their seed), never on threads, tile
     * sizes or time, so that a run can be repeated and resumed.
     *
     * @throws BadInputException when the pair or a setting does not suit this detector
     * @throws CancelledException when the user ended the run
     */
    ChangeModel fit(FitInput input) throws BadInputException, CancelledException;
}
