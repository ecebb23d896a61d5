package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.RunSpecJson;
import org.palimpsest.run.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest run}: executes a run document, or repeats the run whose {@code run.json} is given. */
@Command(name = "run", description = "Execute a run document, or repeat the run whose run.json is given.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(paramLabel = "RUN.json", description = "Run document, or the run.json of an earlier run.")
    private Path document = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the products, instead of the document's.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace the products of an earlier run in that folder.")
    private boolean overwrite;

    @Option(names = "--resume", description = "Go on with the run that was stopped in that folder.")
    private boolean resume;

    @Option(names = "--json", description = "Print what happens as lines of JSON.")
    private boolean json;

    @Option(
            names = "--trust",
            description =
                    "Run the code in the TorchScript file that the document names; only where you trust that file.")
    private boolean trust;

    @Override
    public Integer call() throws BadInputException, CancelledException {
        RunSpec spec = RunSpecJson.read(document);
        requireTrust(spec, document, trust);
        new HubPlaces(root.shell(), json).ensure(spec);
        Path directory = Optional.ofNullable(output).orElse(spec.output().directory());
        RunSpec.Output target = new RunSpec.Output(
                directory, spec.output().formats(), spec.output().overwrite() || overwrite);
        return new RunTask(root.shell(), json).execute(new RunRequest(spec.withOutput(target), resume));
    }

    /** A document may come from somebody else, so the trust that its author gave does not count here. */
    static void requireTrust(RunSpec spec, Path document, boolean trust) throws BadInputException {
        if (!trust && "true".equals(spec.detection().parameters().get(DetectOptions.TRUST))) {
            throw new BadInputException(document + " runs a program from the file "
                    + spec.detection().checkpoint().map(Path::toString).orElse("that it names")
                    + ", which could do anything with your rights. If you trust that file, say so with --trust.");
        }
    }
}
