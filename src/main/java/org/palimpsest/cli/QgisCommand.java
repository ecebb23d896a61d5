package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.qgis.QgisProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest qgis}: makes a QGIS project of a run's rasters and products. */
@Command(
        name = "qgis",
        description = "Make palimpsest.qgz in the folder of a run: before, after, score, mask and polygons for QGIS.")
final class QgisCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(paramLabel = "DIR", description = "Folder of a finished run.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws BadInputException {
        root.shell().out().println("project: " + QgisProject.write(folder));
        return ExitCode.DONE;
    }
}
