package org.palimpsest.train;

import ai.djl.engine.EngineException;
import java.util.function.IntConsumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.nn.LibTorch;

/** Computes a batch in as many parts as memory allows: where it runs out, the parts double until each holds one pair. */
final class BatchParts {
    private BatchParts() {}

    /** Computes the batch in some number of parts and returns its loss. */
    @FunctionalInterface
    interface Batch {
        double compute(int parts);
    }

    /**
     * Computes the batch.
     *
     * @param parts to begin with
     * @param pairs in the batch
     * @param side width and height of the pairs in pixels, for the message
     * @param doubled hears the new number of parts each time memory ran out
     * @throws BadInputException when not even one pair fits
     */
    static double compute(Batch batch, int parts, int pairs, int side, IntConsumer doubled) throws BadInputException {
        int now = parts;
        while (true) {
            try {
                return batch.compute(now);
            } catch (EngineException e) {
                if (!LibTorch.isOutOfMemory(e)) {
                    throw e;
                }
                if (now >= pairs) {
                    throw new BadInputException(
                            Notice.of(
                                    "training.tooLarge",
                                    "There is not enough memory for a single pair of {0} x {0} pixels. Set a smaller"
                                            + " crop, or choose a smaller network.",
                                    side),
                            e);
                }
                now = Math.min(pairs, 2 * now);
                doubled.accept(now);
            }
        }
    }
}
