package org.palimpsest.train;

import java.util.concurrent.atomic.AtomicBoolean;
import org.palimpsest.base.Cancellation;

/**
 * How a training is ended early: now, or once its epoch is complete. Either way it can be resumed. Safe for many threads.
 *
 * @param now looked at after each step
 * @param afterEpoch looked at after each epoch
 */
public record TrainControl(Cancellation now, AtomicBoolean afterEpoch) {
    public TrainControl(Cancellation now) {
        this(now, new AtomicBoolean());
    }
}
