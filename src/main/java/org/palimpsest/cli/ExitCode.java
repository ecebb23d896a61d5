package org.palimpsest.cli;

/** How a command of the shell ended; other programs rely on these numbers. */
public final class ExitCode {
    /** Everything asked for is in place. */
    public static final int DONE = 0;

    /** A fault of the program; the log file says more. */
    public static final int FAULT = 1;

    /** Bad input or usage; one sentence on the standard error stream says what, where and what to do. */
    public static final int BAD_INPUT = 2;

    /** The user ended it (SIGINT, SIGTERM); finished tiles are kept. */
    public static final int CANCELLED = 3;

    private ExitCode() {}
}
