package org.palimpsest;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.app.Desktop;
import org.palimpsest.base.BadInputException;
import org.palimpsest.cli.CommandLineInterface;
import org.palimpsest.cli.Logging;

/** Starts the program: the desktop when called without arguments, else the command line. */
public final class Palimpsest {
    private Palimpsest() {}

    public static void main(String[] arguments) {
        Logging.start();
        System.exit(CommandLineInterface.executeAsProcess(new Window(), arguments));
    }

    /** The desktop as the shell wants it. */
    private static final class Window implements org.palimpsest.cli.Desktop {
        @Override
        public boolean open(List<Path> files) {
            return Desktop.open(files);
        }

        @Override
        public boolean takeScreenshots(Path directory) throws BadInputException {
            return Desktop.takeScreenshots(directory);
        }
    }
}
