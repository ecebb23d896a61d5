package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.RunRequest;
import org.palimpsest.vector.AreaLimit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest sample}: the first thing that a newcomer types; shows the program at work on the sample data. */
@Command(
        name = "sample",
        description = "Open the window on the sample data; where there is no display, run the sample analysis.")
final class SampleCommand implements Callable<Integer> {
    /** Crops were rotated between the dates, which moves the bands against each other; their mean difference hardly sees it. */
    private static final String DETECTOR = "difference";

    /** Clearings and shores change by degrees; the rule by coherence would keep their middle only. */
    private static final String THRESHOLD = "otsu";

    /** The best of those that need no training between different sensors. */
    private static final String MIXED_DETECTOR = "image-regression";

    private static final String DATE_BEFORE = "2021-06-06";
    private static final String DATE_FLOOD = "2021-06-24";
    private static final String DATE_AFTER = "2024-06-24";

    /** Smaller spots are single trees, cars and shadows. */
    private static final AreaLimit SMALLEST_CHANGE = new AreaLimit(300, true);

    @ParentCommand
    private PalimpsestCommand root;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the products of the analysis. Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("palimpsest-sample");

    @Option(names = "--no-window", description = "Run the analysis even where there is a display.")
    private boolean noWindow;

    @Option(
            names = "--mixed",
            description = "Compare an optical picture with a radar picture of a flood eighteen days later.")
    private boolean mixed;

    @Override
    public Integer call() throws BadInputException {
        SampleFolder sample = mixed ? SampleFolder.find().mixed() : SampleFolder.find();
        Shell shell = root.shell();
        if (!noWindow && shell.desktop().open(List.of(sample.before(), sample.after()))) {
            return ExitCode.DONE;
        }
        shell.out().println("Looking for change between " + sample.before() + " and " + sample.after() + " ...");
        return new RunTask(shell, false).execute(new RunRequest(analysis(sample), false));
    }

    private RunSpec analysis(SampleFolder sample) {
        RunSpec.Input before = RunSpec.Input.of(sample.before().toString()).withDate(Optional.of(DATE_BEFORE));
        RunSpec.Input after =
                RunSpec.Input.of(sample.after().toString()).withDate(Optional.of(mixed ? DATE_FLOOD : DATE_AFTER));
        Path folder = output.toAbsolutePath();
        RunSpec spec = RunSpec.of(before.path(), after.path(), mixed ? MIXED_DETECTOR : DETECTOR, folder);
        return spec.withInputs(before, after)
                .withDetection(spec.detection().withThreshold(Optional.of(THRESHOLD)))
                .withCleanUp(new RunSpec.CleanUp(SMALLEST_CHANGE, AreaLimit.NONE))
                .withReference(Optional.of(new RunSpec.Reference(sample.change(), Optional.empty())))
                .withOutput(new RunSpec.Output(folder, RunSpec.Output.ALL_FORMATS, true));
    }
}
