package org.palimpsest.cli;

import java.io.PrintWriter;

/** What every command shares: where it writes, whether a person watches, how it is ended, and the window. Not thread-safe. */
final class Shell {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Desktop desktop;
    private final Interruption interruption;
    private final boolean terminal;
    private boolean warningsWanted;
    private boolean offlineWanted;

    /**
     * @param out results
     * @param err complaints and warnings
     * @param desktop opens the window
     * @param interruption hears the signals of the process
     * @param terminal whether a person watches the output as it comes
     */
    Shell(PrintWriter out, PrintWriter err, Desktop desktop, Interruption interruption, boolean terminal) {
        this.out = out;
        this.err = err;
        this.desktop = desktop;
        this.interruption = interruption;
        this.terminal = terminal;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    Desktop desktop() {
        return desktop;
    }

    Interruption interruption() {
        return interruption;
    }

    boolean isTerminal() {
        return terminal;
    }

    boolean warningsWanted() {
        return warningsWanted;
    }

    boolean offlineWanted() {
        return offlineWanted;
    }

    void wantOffline() {
        offlineWanted = true;
    }

    void wantWarnings() {
        warningsWanted = true;
    }
}
