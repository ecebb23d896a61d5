package org.palimpsest;

import org.palimpsest.cli.CommandLineInterface;

/** Starts the program: the desktop when called without arguments, else the command line. */
public final class Palimpsest {
    private Palimpsest() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineInterface.execute(arguments));
    }
}
