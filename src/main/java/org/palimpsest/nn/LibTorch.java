package org.palimpsest.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

/**
 * The native PyTorch library: loaded when first used, from files that came with the program.
 *
 * <p>It is told to ask no server for anything: DJL would otherwise look for newer files and report its use.
 */
public final class LibTorch {
    static {
        setUnlessSet("ai.djl.offline");
        setUnlessSet("OPT_OUT_TRACKING");
    }

    private LibTorch() {}

    private static void setUnlessSet(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    /** An owner of arrays on {@code device}; whoever asks closes it. */
    public static NDManager newManager(Device device) {
        return NDManager.newBaseManager(device, "PyTorch");
    }
}
