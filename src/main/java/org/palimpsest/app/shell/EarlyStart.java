package org.palimpsest.app.shell;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;

/** What the start needs besides the window's thread, begun at once so that it goes on beside the toolkit's own start. */
final class EarlyStart {
    private final CompletableFuture<List<Detector>> detectors =
            CompletableFuture.supplyAsync(() -> DetectorRegistry.load().all());

    EarlyStart() {
        // The first icon brings the XML reader along.
        Thread icons = new Thread(() -> Icon.exists("run"), "icons");
        icons.setDaemon(true);
        icons.start();
    }

    /** Every detector of the installation; waits until they are found. */
    List<Detector> detectors() {
        return detectors.join();
    }
}
