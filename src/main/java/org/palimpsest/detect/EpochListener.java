package org.palimpsest.detect;

/** Hears how a training on the pair itself goes, epoch by epoch; called from the training's thread, and never throws. */
@FunctionalInterface
public interface EpochListener {
    /** Hears nothing. */
    EpochListener NONE = epoch -> {};

    /** An epoch has ended; its map may not be kept. */
    void ended(TrainedEpoch epoch);
}
