package org.palimpsest.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.UserFolder;
import org.palimpsest.train.TrainControl;
import org.palimpsest.train.TrainEvent;
import org.palimpsest.train.TrainEventJson;
import org.palimpsest.train.TrainResources;
import org.palimpsest.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest train}: trains a network on labelled pairs, so that it becomes a detector. */
@Command(
        name = "train",
        sortOptions = false,
        description = "Train a network on labelled pairs; writes best_f1/, last/, log.jsonl and a checkpoint.")
final class TrainCommand implements Callable<Integer>, HearsFailure {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PalimpsestCommand root;

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RUN_DIR",
            required = true,
            description = "Folder of the training, made when missing.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, gpu or gpu:N (default: cpu).")
    private String device = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Working threads (default: one for each core).")
    private @Nullable Integer threads;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory budget with its unit (default: 2g).")
    private String memory = "2g";

    @Option(
            names = "--mlflow",
            paramLabel = "URI",
            description = "MLflow server to tell (default: that of MLFLOW_TRACKING_URI, else none).")
    private @Nullable String mlflow;

    @Option(names = "--resume", description = "Go on with the training that was stopped in that folder.")
    private boolean resume;

    @Option(names = "--json", description = "Print what happens as lines of JSON.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, IOException, CancelledException {
        int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (used < 1) {
            throw new BadInputException("The number of threads must be at least 1, but was " + used + ".");
        }
        // Half of the budget keeps images; the other half is for what libtorch computes.
        TrainResources resources = new TrainResources(
                device,
                used,
                cacheBytes(ByteSize.parse(memory)),
                UserFolder.current().cache(),
                server());
        Consumer<TrainEvent> events = json ? this::printLine : new TrainConsole(root.shell());
        TrainControl control = new TrainControl(root.shell().interruption().heeded());
        if (!options.variants().isEmpty() && !resume) {
            return variants(resources, events, control);
        }
        Trainer.End end;
        if (resume) {
            options.refuseAll();
            end = Trainer.resume(folder, resources, events, control);
        } else {
            end = Trainer.begin(options.spec(new HubPlaces(root.shell(), json)), folder, resources, events, control);
        }
        if (end == Trainer.End.STOPPED) {
            root.shell().err().println("Stopped; palimpsest train -o " + folder + " --resume goes on from there.");
            return ExitCode.CANCELLED;
        }
        return ExitCode.DONE;
    }

    @Override
    public void failed(Notice notice) {
        if (json) {
            printLine(new TrainEvent.Finished("failed", notice));
        }
    }

    private int variants(TrainResources resources, Consumer<TrainEvent> events, TrainControl control)
            throws BadInputException, IOException, CancelledException {
        TrainVariants variants = new TrainVariants(options.variants());
        HubPlaces places = new HubPlaces(root.shell(), json);
        Trainer.End end = variants.run(
                changes -> options.spec(places, changes), folder, resources, events, control, name -> root.shell()
                        .out()
                        .println(json ? TrainVariants.line(name) : name + ":"));
        if (end == Trainer.End.STOPPED) {
            root.shell().err().println("Stopped; the same command goes on from there.");
            return ExitCode.CANCELLED;
        }
        if (!json) {
            variants.compare(folder, root.shell().out());
        }
        return ExitCode.DONE;
    }

    private Optional<URI> server() throws BadInputException {
        String text = mlflow == null ? System.getenv("MLFLOW_TRACKING_URI") : mlflow;
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Answered below, together with other schemes.
        }
        throw new BadInputException("An MLflow server is told by its http or https address, but was \"" + text + "\".");
    }

    private static long cacheBytes(long budget) {
        return Math.min(budget / 2, Runtime.getRuntime().maxMemory() / 2);
    }

    private synchronized void printLine(TrainEvent event) {
        root.shell().out().println(TrainEventJson.toLine(event));
        root.shell().out().flush();
    }
}
