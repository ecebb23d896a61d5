package org.palimpsest.detect;

import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

/**
 * What a detector gets to learn from.
 *
 * @param pair both dates; read in windows, never as a whole
 * @param settings the user's values, complete and checked against the detector's parameters
 * @param device where networks compute: "cpu", "gpu" or "gpu:N"; other detectors ignore it
 * @param threads how many threads the fit may use
 * @param memoryBytes how much memory the fit may use
 * @param progress hears stages and steps
 * @param cancellation to be looked at between windows
 * @param epochs hears how a training on the pair goes, where the fit is one
 */
public record FitInput(
        AlignedPair pair,
        Settings settings,
        String device,
        int threads,
        long memoryBytes,
        Progress progress,
        Cancellation cancellation,
        EpochListener epochs) {
    /** What to learn from, with nobody who hears of epochs. */
    public FitInput(
            AlignedPair pair,
            Settings settings,
            String device,
            int threads,
            long memoryBytes,
            Progress progress,
            Cancellation cancellation) {
        this(pair, settings, device, threads, memoryBytes, progress, cancellation, EpochListener.NONE);
    }
}
