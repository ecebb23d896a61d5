package org.palimpsest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.ComparedRun;
import org.palimpsest.run.Comparison;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.PageLanguage;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest compare}: runs several detectors on one pair and lays their results side by side. */
@Command(
        name = "compare",
        sortOptions = false,
        description = "Run several detectors on one pair; writes the products of each, an agreement map, and a page.")
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Option(
            names = "--detectors",
            required = true,
            split = ",",
            paramLabel = "ID",
            description = "Detectors, separated by commas; each gets a folder of its name below DIR.")
    private List<String> detectors = List.of();

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--set",
            paramLabel = "ID.NAME=VALUE",
            description = "A parameter of one of the detectors; may come several times.")
    private List<String> parameters = List.of();

    @Option(
            names = "--checkpoint",
            paramLabel = "ID=MODEL",
            description = "Weights of one of the detectors, a path or hub:OWNER/NAME; may come several times.")
    private List<String> checkpoints = List.of();

    @Option(names = "--resume", description = "Keep the detectors that are finished and go on with the others.")
    private boolean resume;

    @Override
    public Integer call() throws BadInputException, CancelledException {
        Shell shell = root.shell();
        Cancellation cancellation = shell.interruption().heeded();
        Path folder = run.output();
        if (!run.overwrite() && !resume && Files.exists(folder.resolve(Comparison.PAGE))) {
            throw new BadInputException("The folder " + folder
                    + " already holds a comparison. Choose another, or allow it to be replaced (--overwrite).");
        }
        List<ComparedRun> compared = new ArrayList<>();
        boolean fault = false;
        for (RunSpec spec : specs()) {
            Outcome outcome = outcome(spec, cancellation);
            if (outcome instanceof Outcome.Cancelled) {
                shell.err()
                        .println("Cancelled; finished detectors and tiles are kept in " + folder
                                + ". Add --resume to go on from there.");
                return ExitCode.CANCELLED;
            }
            String problem = outcome instanceof Outcome.Failed failed
                    ? failed.whatHappened().message()
                    : "";
            fault |= outcome instanceof Outcome.Failed failed && failed.fault();
            String id = spec.detection().detector();
            compared.add(new ComparedRun(id, spec.output().directory(), problem));
            shell.out().println(id + ": " + (problem.isEmpty() ? spec.output().directory() : "did not end well"));
            shell.out().flush();
        }
        for (Path file : Comparison.write(folder, compared, PageLanguage.ENGLISH, Progress.NONE, cancellation)) {
            shell.out().println(file.getFileName().toString().replaceFirst("\\..*", "") + ": " + file);
        }
        List<ComparedRun> failed =
                compared.stream().filter(each -> !each.isDone()).toList();
        if (failed.isEmpty()) {
            return ExitCode.DONE;
        }
        StringBuilder text = new StringBuilder("Not all detectors could be compared.");
        failed.forEach(
                each -> text.append(' ').append(each.detector()).append(": ").append(each.problem()));
        shell.err().println(Failure.oneLine(text.toString()));
        return fault ? ExitCode.FAULT : ExitCode.BAD_INPUT;
    }

    /** The runs, all checked before the first begins. */
    private List<RunSpec> specs() throws BadInputException, CancelledException {
        DetectorRegistry registry = DetectorRegistry.load();
        List<String> ids = detectors.stream().map(String::trim).distinct().toList();
        List<RunSpec> specs = new ArrayList<>();
        Map<String, String> weights = assignments(checkpoints, "--checkpoint ID=FILE");
        Map<String, String> settings = assignments(parameters, "--set ID.NAME=VALUE");
        for (String name : settings.keySet()) {
            if (ids.stream().noneMatch(id -> name.startsWith(id + "."))) {
                throw new BadInputException("--set " + name + " names none of the detectors " + String.join(", ", ids)
                        + ". Write --set ID.NAME=VALUE.");
            }
        }
        for (String id : weights.keySet()) {
            if (!ids.contains(id)) {
                throw new BadInputException("--checkpoint " + id + " names none of the detectors "
                        + String.join(", ", ids) + ". Write --checkpoint ID=FILE.");
            }
        }
        for (String id : ids) {
            Map<String, String> set = new LinkedHashMap<>();
            settings.forEach((name, value) -> {
                if (name.startsWith(id + ".")) {
                    set.put(name.substring(id.length() + 1), value);
                }
            });
            String model = weights.get(id);
            Optional<Path> place =
                    model == null ? Optional.empty() : Optional.of(new HubPlaces(root.shell(), false).model(model));
            RunSpec spec = run.runSpec(DetectOptions.detection(registry, id, set, place, false));
            specs.add(spec.withOutput(new RunSpec.Output(
                    run.output().resolve(id),
                    spec.output().formats(),
                    spec.output().overwrite())));
        }
        return specs;
    }

    private static Map<String, String> assignments(List<String> texts, String form) throws BadInputException {
        Map<String, String> assignments = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BadInputException("Write " + form + ", not \"" + text + "\".");
            }
            assignments.put(
                    text.substring(0, equals).trim(), text.substring(equals + 1).trim());
        }
        return assignments;
    }

    private Outcome outcome(RunSpec spec, Cancellation cancellation) {
        Path folder = spec.output().directory();
        if (resume && Files.exists(folder.resolve("run.json"))) {
            return new Outcome.Done(List.of(), List.of());
        }
        boolean begun = resume && Files.isDirectory(folder.resolve(".palimpsest"));
        Consumer<RunEvent> console = new RunConsole(root.shell());
        return new PairRunExecutor()
                .execute(
                        new RunRequest(spec, begun),
                        event -> {
                            // Each run's warnings stand on the page; products are named by the comparison.
                            if (!(event instanceof RunEvent.Product) && !(event instanceof RunEvent.Warning)) {
                                console.accept(event);
                            }
                        },
                        cancellation);
    }
}
