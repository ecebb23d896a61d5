package org.palimpsest.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The native PyTorch library: loaded when first used, from files that came with the program.
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

    /** Loads the library now, where it is not loaded yet. */
    public static void load() {
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

    /** An owner of arrays on {@code device}; whoever asks closes it. */
    public static NDManager newManager(Device device) {
        return NDManager.newBaseManager(device, "PyTorch");
    }
}
