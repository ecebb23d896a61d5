package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.hub.HubReference;
import org.palimpsest.hub.HubSnapshot;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest model fetch}: brings models or datasets of the hub into the cache, for later or for a place without a connection. */
@Command(name = "fetch", description = "Fetch models of the hub into the cache, and print commit and folder of each.")
final class ModelFetchCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ModelCommand parent;

    @Parameters(arity = "1..*", paramLabel = "REPOSITORY", description = "hub:OWNER/NAME or hub:OWNER/NAME@REVISION.")
    private List<String> repositories = List.of();

    @Option(names = "--dataset", description = "They are datasets.")
    private boolean dataset;

    @Override
    public Integer call() throws BadInputException, CancelledException {
        HubPlaces places = new HubPlaces(parent.shell(), false);
        for (String text : repositories) {
            HubReference.parse(text);
            Path folder = dataset ? places.dataset(text) : places.model(text);
            String pinned = HubSnapshot.of(folder)
                    .map(note -> note.reference().toString())
                    .orElse(text);
            parent.shell().out().println(pinned);
            parent.shell().out().println("    " + folder);
            if (!dataset) {
                parent.shell().out().println("    " + description(folder));
            }
        }
        return ExitCode.DONE;
    }

    /** Weights may be of something that is no network here, such as an encoder; they were fetched all the same. */
    private static String description(Path folder) {
        try {
            ModelCard card = ModelFolder.open(folder, Optional.empty()).card();
            return card.network() + ", " + card.options().bands() + " bands, licence: " + card.licence();
        } catch (BadInputException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
