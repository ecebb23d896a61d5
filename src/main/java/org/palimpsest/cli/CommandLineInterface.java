package org.palimpsest.cli;

import picocli.CommandLine;

/** Runs one command of the shell and tells the exit code. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    /** Runs the command that {@code arguments} name; returns 0 done, 2 bad input or usage, 3 cancelled, 1 a fault of ours. */
    public static int execute(String... arguments) {
        return new CommandLine(new PalimpsestCommand()).execute(arguments);
    }
}
