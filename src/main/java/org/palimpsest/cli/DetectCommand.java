package org.palimpsest.cli;

import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest detect}: finds what changed between two rasters and writes mask, score and polygons. */
@Command(
        name = "detect",
        sortOptions = false,
        description = "Find what changed between two rasters; writes mask.tif, score.tif, polygons and run.json.")
final class DetectCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Mixin
    private DetectOptions options = new DetectOptions();

    @Option(names = "--resume", description = "Go on with the run that was stopped in that folder.")
    private boolean resume;

    @Option(names = "--json", description = "Print what happens as lines of JSON.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, CancelledException {
        RunTask task = new RunTask(root.shell(), json);
        for (RunSpec spec : options.runSpecs(DetectorRegistry.load(), new HubPlaces(root.shell(), json))) {
            int ended = task.execute(new RunRequest(spec, resume));
            if (ended != ExitCode.DONE) {
                return ended;
            }
        }
        return ExitCode.DONE;
    }
}
