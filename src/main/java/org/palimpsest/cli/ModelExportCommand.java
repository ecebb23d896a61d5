package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest model export}: writes a model with its original's names, a configuration and a model card. */
@Command(
        name = "export",
        description = "Write a model for PyTorch or the UCD framework: model.safetensors (for PyTorch model.pth too),"
                + " config.json, README.md.")
final class ModelExportCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ModelCommand parent;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model folder, file of weights, or hub:OWNER/NAME.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder for the files, made when missing.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--as", paramLabel = "TARGET", required = true, description = "torch, ucd, maskcd or minenetcd.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String target;

    @Option(
            names = {"-d", "--detector"},
            paramLabel = "NETWORK",
            description = "Network that bare weights are for.")
    private @Nullable String network;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        ModelExport.write(
                ModelFolder.open(new HubPlaces(parent.shell(), false).model(model), Optional.ofNullable(network)),
                ModelExport.Target.parse(target),
                folder);
        parent.shell().out().println("model: " + folder);
        return ExitCode.DONE;
    }
}
