package org.palimpsest.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;

/**
 * A place in documents that others repeat elsewhere: a folder of the cache is written as {@code hub:OWNER/NAME@COMMIT}, which
 * means the same on every machine, and any other path as it is.
 */
public final class HubPath {
    private static final int PARTS = 3;

    private HubPath() {}

    /** How a document names a place. */
    public static String text(Path place) {
        try {
            return HubSnapshot.of(place)
                    .filter(note -> note.kind() == HubKind.MODEL)
                    .map(note -> note.reference().toString())
                    .orElse(place.toString());
        } catch (BadInputException e) {
            return place.toString();
        }
    }

    /** The place that a document names; what came from the hub need not be there yet. */
    public static Path of(String text) throws BadInputException {
        if (!HubReference.isReference(text)) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadInputException("\"" + text + "\" is no path: " + e.getReason() + ".", e);
            }
        }
        HubReference reference = HubReference.parse(text);
        if (!reference.isPinned()) {
            throw new BadInputException("A document that others can repeat names the commit, but " + text
                    + " may mean something else tomorrow. \"palimpsest model fetch " + text + "\" prints it.");
        }
        return new HubCache(HubSettings.current().cache()).snapshot(HubKind.MODEL, reference);
    }

    /** Fetches a folder of the cache that a document named and that is not there. */
    public static void ensure(Hub hub, Path place, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        if (Files.exists(place)) {
            return;
        }
        Optional<HubReference> reference = inCache(place, hub.settings().cache().resolve(HubKind.MODEL.folder()));
        if (reference.isPresent()) {
            hub.fetch(reference.get(), HubKind.MODEL, progress, cancellation);
        }
    }

    private static Optional<HubReference> inCache(Path place, Path models) throws BadInputException {
        Path absolute = place.toAbsolutePath();
        if (!absolute.startsWith(models) || models.relativize(absolute).getNameCount() != PARTS) {
            return Optional.empty();
        }
        Path inside = models.relativize(absolute);
        HubReference reference = HubReference.parse(
                HubReference.SCHEME + inside.getName(0) + "/" + inside.getName(1) + "@" + inside.getName(2));
        return reference.isPinned() ? Optional.of(reference) : Optional.empty();
    }
}
