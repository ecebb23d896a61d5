package org.palimpsest.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.palimpsest.base.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Turns Ctrl+C (SIGINT) and SIGTERM into a cancellation that the running command looks at between tiles.
 *
 * <p>A command that never asks for {@link #heeded()} is ended at once; so is any command at the second signal. Either way
 * the exit code says "cancelled".
 */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    private final Cancellation.Flag flag = new Cancellation.Flag();
    private final AtomicInteger signals = new AtomicInteger();
    private final PrintWriter err;
    private volatile boolean heeded;

    Interruption(PrintWriter err) {
        this.err = err;
    }

    /** From now on the signals of this process come here. */
    void listen() {
        listenForEnough();
        // Through sun.misc.Signal, because a shutdown hook could neither choose the exit code nor hear a second Ctrl+C.
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Signal.handle(new Signal(name), signal -> onSignal());
            } catch (IllegalArgumentException e) {
                // The system or the Java machine keeps this signal for itself; its own way to end then applies.
            }
        }
    }

    /** SIGUSR2 asks a training to go on with the result that it has, where the system knows that signal. */
    private void listenForEnough() {
        try {
            Signal.handle(new Signal("USR2"), signal -> flag.requestEnough());
        } catch (IllegalArgumentException e) {
            LOG.debug("SIGUSR2 is not heard here", e);
        }
    }

    /** The cancellation for a command that looks at it between tiles. */
    Cancellation heeded() {
        heeded = true;
        return flag;
    }

    /** Asks the running command to end, as a signal would. */
    void request() {
        flag.request();
    }

    private void onSignal() {
        if (signals.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(ExitCode.CANCELLED);
        }
        flag.request();
        if (!heeded) {
            System.exit(ExitCode.CANCELLED);
        }
        if (System.console() != null) {
            err.println();
            err.println("Stopping; finished tiles are kept. Press Ctrl+C again to stop at once.");
            err.flush();
        }
    }
}
