package org.palimpsest.nn.scan;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inner loops of a scan, over one block of steps in one direction.
 *
 * <p>Channels stand in groups of {@link ScanBlock#LANES}, which are computed side by side; states are taken one after the
 * other, so that everything but the states themselves stays in registers. Holds no state; safe for several threads.
 */
interface ScanKernel {
    /** Turns the block's raw step sizes into softplus of them, and multiplies them with the inputs. */
    void steps(ScanBlock block);

    /** Runs the recurrence through the block: moves {@code block.state} on and adds up {@code block.y}. */
    void forward(ScanBlock block);

    /**
     * Runs the recurrence through the block again, from {@code block.state}, and then backwards, from {@code block.carry}.
     *
     * <p>Reads {@code block.gy}; sets the gradients of the block's inputs, adds to those of the weights, and moves {@code
     * block.carry} on to the block before.
     */
    void backward(ScanBlock block);

    /** Adds step {@code t} of an array {@code [groups][STEPS][LANES]} to the channels of a pixel, which begin at {@code at}. */
    void add(float[] block, int t, float[] pixels, int at, int channels);

    /** The fastest kernel of this Java: with the vector instructions of module jdk.incubator.vector, or without. */
    static ScanKernel best() {
        return Best.KERNEL;
    }

    /** Chosen once. */
    final class Best {
        private static final Logger LOG = LoggerFactory.getLogger(ScanKernel.class);
        static final ScanKernel KERNEL = choose();

        private Best() {}

        private static ScanKernel choose() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                try {
                    return new VectorKernel();
                } catch (LinkageError e) {
                    LOG.warn("Vector instructions cannot be used", e);
                }
            }
            LOG.warn(
                    "Scans run without vector instructions and take several times as long; start Java with {}.",
                    List.of("--add-modules", "jdk.incubator.vector"));
            return new PlainKernel();
        }
    }
}
