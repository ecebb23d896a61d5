package org.palimpsest.detect;

import java.nio.file.Path;
import java.util.Optional;
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
 * @param kept a folder of the run's own, or yet to be made, for what a long fit wants to find again when the run is resumed;
 *     what lies there was left by the same run: of the same inputs, settings and version
 */
public record FitInput(
        AlignedPair pair,
        Settings settings,
        String device,
        int threads,
        long memoryBytes,
        Progress progress,
        Cancellation cancellation,
        EpochListener epochs,
        Optional<Path> kept) {
    /** What to learn from, with nobody who hears of epochs, and once only. */
    public FitInput(
            AlignedPair pair,
            Settings settings,
            String device,
            int threads,
            long memoryBytes,
            Progress progress,
            Cancellation cancellation) {
        this(
                pair,
                settings,
                device,
                threads,
                memoryBytes,
                progress,
                cancellation,
                EpochListener.NONE,
                Optional.empty());
    }
}
