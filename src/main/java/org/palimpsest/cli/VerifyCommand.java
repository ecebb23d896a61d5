package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.Verification;
import org.palimpsest.run.Verification.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest verify}: repeats a finished run elsewhere and names every file that differs from its record. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Repeat a finished run in a temporary folder and name every input and product that differs.")
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(paramLabel = "DIR", description = "Folder of a finished run.")
    private Path folder = Path.of("");

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where the temporary folder is made. Default: the system's place for such folders.")
    private @Nullable Path scratch;

    @Option(
            names = "--trust",
            description = "Run the code in the TorchScript file that the run names; only where you trust that file.")
    private boolean trust;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        Shell shell = root.shell();
        Cancellation cancellation = shell.interruption().heeded();
        Verification run = Verification.of(folder);
        RunCommand.requireTrust(run.spec(), folder.resolve("run.json"), trust);
        new HubPlaces(shell, false).ensure(run.spec());
        List<Finding> differences = new ArrayList<>();
        tell(run.inputs(cancellation), differences);
        boolean sameInputs = differences.isEmpty();
        tell(run.products(cancellation), differences);
        if (sameInputs) {
            tell(repeated(run, cancellation), differences);
        }
        shell.out().flush();
        if (differences.isEmpty()) {
            shell.out().println("The run repeats: every input and product is the same, byte for byte.");
            return ExitCode.DONE;
        }
        shell.err().println(Failure.oneLine(summary(run, differences, sameInputs)));
        return ExitCode.BAD_INPUT;
    }

    private void tell(List<Finding> findings, List<Finding> differences) {
        for (Finding finding : findings) {
            root.shell().out().println(finding.text());
            if (finding.difference().isPresent()) {
                differences.add(finding);
            }
        }
    }

    private String summary(Verification run, List<Finding> differences, boolean repeated) {
        StringBuilder text = new StringBuilder("The run in " + folder + " does not hold: ");
        for (int i = 0; i < differences.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(differences.get(i).role())
                    .append(' ')
                    .append(differences.get(i).file())
                    .append(' ')
                    .append(differences.get(i).difference().orElse("").replaceFirst(":.*", ""));
        }
        text.append(repeated ? "." : "; it was not repeated, because its inputs are not the same.");
        return text + (run.otherVersion().isEmpty() ? "" : " " + run.otherVersion() + ".");
    }

    private List<Finding> repeated(Verification run, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        Path place = scratch == null
                ? Files.createTempDirectory("palimpsest-verify")
                : Files.createTempDirectory(Files.createDirectories(scratch), "palimpsest-verify");
        try {
            Consumer<RunEvent> console = new RunConsole(root.shell());
            return run.repeat(
                    place,
                    new PairRunExecutor(),
                    event -> {
                        // Products and warnings of the repetition are not the user's; run.json holds the warnings.
                        if (!(event instanceof RunEvent.Product) && !(event instanceof RunEvent.Warning)) {
                            console.accept(event);
                        }
                    },
                    cancellation);
        } finally {
            delete(place);
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> tree = Files.walk(place)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
