package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.hub.Hub;
import org.palimpsest.hub.HubKind;
import org.palimpsest.hub.HubPath;
import org.palimpsest.hub.HubSettings;

/**
 * What a user names as model, weights or dataset, as a path: a path already, or {@code hub:OWNER/NAME[@REVISION]}, which is
 * fetched first where it is not in the cache. Progress goes to the standard error stream.
 */
final class HubPlaces {
    private final Shell shell;
    private final boolean quiet;

    /** @param quiet whether only warnings are told, because the output is read by a program */
    HubPlaces(Shell shell, boolean quiet) {
        this.shell = shell;
        this.quiet = quiet;
    }

    /** The hub with this command's settings. */
    Hub hub() throws BadInputException {
        return new Hub(HubSettings.current().withOffline(shell.offlineWanted()));
    }

    /** A model folder or a file of weights. */
    Path model(String text) throws BadInputException, CancelledException {
        return place(text, HubKind.MODEL);
    }

    /** A file of weights; of a repository, the one in it. */
    Path weights(String text) throws BadInputException, CancelledException {
        Path place = place(text, HubKind.MODEL);
        for (String name : new String[] {"model.safetensors", "pytorch_model.bin"}) {
            if (Files.isDirectory(place) && Files.isRegularFile(place.resolve(name))) {
                return place.resolve(name);
            }
        }
        return place;
    }

    /** Fetches weights that a document names and that are not in the cache. */
    void ensure(RunSpec spec) throws BadInputException, CancelledException {
        if (spec.detection().checkpoint().isPresent()) {
            Path place = spec.detection().checkpoint().get();
            try {
                HubPath.ensure(
                        hub(),
                        place,
                        lines(HubPath.text(place)),
                        shell.interruption().heeded());
            } catch (IOException e) {
                throw new BadInputException(
                        "The weights cannot be written to " + place + ": " + e.getMessage() + ".", e);
            }
        }
    }

    /** A dataset. */
    Path dataset(String text) throws BadInputException, CancelledException {
        return place(text, HubKind.DATASET);
    }

    private Path place(String text, HubKind kind) throws BadInputException, CancelledException {
        return hub().place(text, kind, lines(text), shell.interruption().heeded());
    }

    /** Tells of a download in lines. */
    Progress lines(String what) {
        return new DownloadLines(what, quiet ? line -> {} : this::tell, this::warn);
    }

    private void tell(String line) {
        shell.err().println(line);
        shell.err().flush();
    }

    private void warn(String message) {
        tell("Warning: " + message);
    }
}
