package org.palimpsest;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.palimpsest.app.Desktop;
import org.palimpsest.base.BadInputException;
import org.palimpsest.cli.CommandLineInterface;
import org.palimpsest.cli.Logging;
import org.palimpsest.raster.Crs;

/** Starts the program: the desktop when called without arguments, else the command line. */
public final class Palimpsest {
    /** Commands that look a coordinate reference system up in any case. */
    private static final Set<String> COMPARING = Set.of("detect", "run", "compare");

    private Palimpsest() {}

    public static void main(String[] arguments) {
        Logging.start();
        if (arguments.length > 0 && COMPARING.contains(arguments[0])) {
            // While the arguments are read; it is the longest part of opening a raster.
            Crs.warmUpIfUnpacked();
        }
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
