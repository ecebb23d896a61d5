package org.palimpsest;

import org.palimpsest.app.Desktop;
import org.palimpsest.cli.CommandLineInterface;
import org.palimpsest.cli.Logging;

/** Starts the program: the desktop when called without arguments, else the command line. */
public final class Palimpsest {
    private Palimpsest() {}

    public static void main(String[] arguments) {
        Logging.start();
        System.exit(CommandLineInterface.executeAsProcess(Desktop::open, arguments));
    }
}
