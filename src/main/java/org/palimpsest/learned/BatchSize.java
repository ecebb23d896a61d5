package org.palimpsest.learned;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.LibTorch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many windows go through a network at once: as many as gain speed, and no more than memory holds, by the memory that
 * one window was seen to take.
 *
 * @param window width and height of a window in pixels
 * @param onProcessor whether the processor computes, or else the first graphics card
 * @param budgetBytes memory that a run on the processor may use
 */
record BatchSize(int window, boolean onProcessor, long budgetBytes) {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSize.class);

    /**
     * Pixels beyond which a processor gains nothing from more windows (measured with BIT, SNUNet and TinyCD on two cores: at
     * 64 pixels four at once took half the time each, at 256 pixels and above no less than one alone).
     */
    private static final int PROCESSOR_PIXELS = 256 * 256;

    private static final int MOST_ON_PROCESSOR = 16;
    private static final int MOST_ON_CARD = 32;
    /** The rest is for what was not in use during the trial, and for other programs. */
    private static final double SHARE = 0.5;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

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
            long before = onProcessor ? resident() : free;
            trial.run();
            long taken = onProcessor ? peak() - before : before - freeOfCard();
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

    /** Resident memory now; from here on {@link #peak} counts. */
    private static long resident() {
        try {
            if (Files.isWritable(CLEAR)) {
                Files.writeString(CLEAR, "5");
            }
        } catch (IOException e) {
            LOG.debug("The peak of memory cannot be reset; it counts from the process's start.", e);
        }
        return kilobytes("VmRSS:").orElse(0) * 1024;
    }

    private static long peak() {
        // Without an answer nothing more than one window is risked.
        OptionalLong peak = kilobytes("VmHWM:");
        return peak.isPresent() ? peak.getAsLong() * 1024 : Long.MAX_VALUE / 2;
    }

    private static OptionalLong kilobytes(String key) {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
