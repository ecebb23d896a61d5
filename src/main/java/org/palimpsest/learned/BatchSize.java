package org.palimpsest.learned;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.LibTorch;

/**
 * How many windows go through a network at once: as many as gain speed, and no more than memory holds, by the memory that
 * one window was seen to take.
 *
 * @param window width and height of a window in pixels
 * @param onProcessor whether the processor computes, or else the first graphics card
 * @param budgetBytes memory that a run on the processor may use
 */
record BatchSize(int window, boolean onProcessor, long budgetBytes) {
    /**
     * Pixels beyond which a processor gains nothing from more windows (measured with BIT, SNUNet and TinyCD on two cores: at
     * 64 pixels four at once took half the time each, at 256 pixels and above no less than one alone).
     */
    private static final int PROCESSOR_PIXELS = 256 * 256;

    private static final int MOST_ON_PROCESSOR = 16;
    private static final int MOST_ON_CARD = 32;
    /** The rest is for what was not in use during the trial, and for other programs. */
    private static final double SHARE = 0.5;

    /** One window through the network. */
    @FunctionalInterface
    interface Trial {
        Object run() throws BadInputException;
    }

    /** Decides, after a trial where more than one window might be chosen. */
    int choose(Trial trial) throws BadInputException {
        int most = onProcessor
                ? Math.min(MOST_ON_PROCESSOR, Math.max(1, PROCESSOR_PIXELS / (window * window)))
                : MOST_ON_CARD;
        if (most == 1) {
            return 1;
        }
        long free = onProcessor ? budgetBytes : freeOfCard();
        try {
            OptionalLong before = onProcessor ? ResidentMemory.mark() : OptionalLong.of(free);
            if (before.isEmpty()) {
                // Where the system does not tell, no more than one window is risked.
                return 1;
            }
            trial.run();
            long taken = onProcessor
                    ? ResidentMemory.peak().orElse(Long.MAX_VALUE) - before.getAsLong()
                    : before.getAsLong() - freeOfCard();
            return (int) Math.max(1, Math.min(most, free * SHARE / Math.max(1, taken)));
        } catch (EngineException e) {
            if (!LibTorch.isOutOfMemory(e)) {
                throw e;
            }
            // Not even one fits: the run itself says what is done about that.
            return 1;
        }
    }

    private static long freeOfCard() {
        var usage = CudaUtils.getGpuMemory(Device.gpu());
        return usage.getMax() - usage.getCommitted();
    }
}
