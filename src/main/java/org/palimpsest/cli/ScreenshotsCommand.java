package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest screenshots}: pictures of every view of the window, for whoever judges or documents it. */
@Command(
        name = "screenshots",
        description =
                "Drive the window through its views on the sample data and write a PNG of each, in two sizes, light"
                        + " and dark, English and Chinese. Needs a display; Xvfb will do.")
final class ScreenshotsCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Folder for the pictures. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of("screenshots");

    @Override
    public Integer call() throws BadInputException {
        if (!root.shell().desktop().takeScreenshots(directory)) {
            throw new BadInputException("There is no display here, so the window cannot be shown; start Xvfb and set"
                    + " DISPLAY, then try again.");
        }
        return ExitCode.DONE;
    }
}
