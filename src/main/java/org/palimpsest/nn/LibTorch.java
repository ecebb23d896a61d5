package org.palimpsest.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import org.palimpsest.base.BadInputException;

/**
 * The native PyTorch library: loaded when first used, from files that came with the program or that {@link OwnLibTorch} chose.
 *
 * <p>It is told to ask no server for anything: DJL would otherwise look for newer files and report its use.
 */
public final class LibTorch {
    static {
        setUnlessSet("ai.djl.offline");
        setUnlessSet("OPT_OUT_TRACKING");
        NativeThreads.waitWithoutSpinning();
    }

    private LibTorch() {}

    private static void setUnlessSet(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    /**
     * Loads the library now, where it is not loaded yet.
     *
     * @throws IllegalStateException caused by a {@link BadInputException} when the user's own library cannot be used
     */
    public static void load() {
        try {
            OwnLibTorch.requireUsable();
        } catch (BadInputException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        Engine.getEngine("PyTorch");
    }

    /** How many threads one operation may use on the processor; for all networks of this program. */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads must be at least 1, but was " + threads + ".");
        }
        load();
        JniUtils.setNumThreads(threads);
    }

    /** Tells whether the library failed for want of memory, on a graphics card or, under a limit, on the processor. */
    public static boolean isOutOfMemory(EngineException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("not enough memory")
                || message.contains("can't allocate memory");
    }

    /** Makes what is drawn at random next (dropout, say) depend on {@code seed} alone. */
    public static void seed(long seed) {
        load();
        Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ seed >>> 32));
    }

    /** An owner of arrays on {@code device}; whoever asks closes it. */
    public static NDManager newManager(Device device) {
        load();
        return NDManager.newBaseManager(device, "PyTorch");
    }
}
