package org.palimpsest.nn;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How libtorch's own threads (GNU OpenMP on Linux) wait for each other between two operations.
 *
 * <p>Left alone they spin for milliseconds. On a machine whose cores also do something else, a thread that spins takes the
 * core from the very thread it waits for: BIT on a window of 256 pixels then took 3.3 s instead of 0.4 s. So they are told to
 * spin for microseconds and then to sleep, which costs an idle machine nothing that can be measured. Whoever sets
 * OMP_WAIT_POLICY or GOMP_SPINCOUNT keeps their own choice.
 */
final class NativeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);
    private static final String SPINS = "GOMP_SPINCOUNT";
    private static final String POLICY = "OMP_WAIT_POLICY";
    private static final String FEW = "2000";

    private NativeThreads() {}

    /** The part of the C library that is used; OpenMP reads its environment once, when it is loaded. */
    private interface LibC extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** Must be called before libtorch is loaded. */
    static void waitWithoutSpinning() {
        if (!Platform.isLinux() || System.getenv(SPINS) != null || System.getenv(POLICY) != null) {
            return;
        }
        try {
            Native.load("c", LibC.class).setenv(SPINS, FEW, 0);
        } catch (LinkageError e) {
            LOG.warn("The waiting of native threads cannot be set; on a busy machine networks may be slow.", e);
        }
    }
}
