package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.hub.HubReference;
import org.palimpsest.hub.HubUpload;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest model push}: publishes a model on the hub, readable by Palimpsest and by its network's original code. */
@Command(
        name = "push",
        description =
                "Publish a model on the hub: model.safetensors, config.json, model.json, README.md, in one commit.")
final class ModelPushCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ModelCommand parent;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model folder or file of weights.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Parameters(index = "1", paramLabel = "REPOSITORY", description = "hub:OWNER/NAME; made when it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String repository;

    @Option(
            names = "--as",
            paramLabel = "TARGET",
            description = "Names of the weights: torch, ucd, maskcd or minenetcd (default: torch).")
    private String target = "torch";

    @Option(
            names = {"-d", "--detector"},
            paramLabel = "NETWORK",
            description = "Network that bare weights are for.")
    private @Nullable String network;

    @Option(names = "--private", description = "A repository that is made for it is seen by its owner only.")
    private boolean hidden;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        HubPlaces places = new HubPlaces(parent.shell(), false);
        HubReference reference = HubReference.parse(repository);
        HubUpload upload = new HubUpload(
                places.hub(), reference, parent.shell().interruption().heeded());
        ModelFolder opened = ModelFolder.open(places.model(model), Optional.ofNullable(network));
        try (TemporaryFolder folder = TemporaryFolder.create("palimpsest-push")) {
            ModelExport.write(opened, ModelExport.Target.parse(target), folder.path());
            ModelFolder.saveCard(folder.path(), opened.card());
            String commit = upload.push(
                    files(folder.path()),
                    hidden,
                    "A model of " + opened.card().network() + ", by Palimpsest",
                    places.lines(repository));
            parent.shell().out().println(reference.at(commit));
        }
        return ExitCode.DONE;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.sorted().forEach(files::add);
        }
        return files;
    }
}
