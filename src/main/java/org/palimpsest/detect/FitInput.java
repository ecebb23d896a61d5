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
 */
public record FitInput(
        AlignedPair pair,
        Settings settings,
        String device,
        int threads,
        long memoryBytes,
        Progress progress,
        Cancellation cancellation) {}
