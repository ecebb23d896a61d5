package org.palimpsest.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import org.palimpsest.app.shell.DesktopApplication;
import org.palimpsest.app.shell.ScreenshotTour;
import org.palimpsest.base.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the window.
 *
 * <p>A class of its own, because JavaFX refuses to start from the class path when the main class is an {@link Application}.
 */
public final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    private Desktop() {}

    /**
     * Opens the window on files and returns when the user closed it; to be called once in a process.
     *
     * @param files nothing, or the before raster, the after raster and whatever else shall be shown
     * @return false when there is no display, and then nothing happened
     */
    public static boolean open(List<Path> files) {
        if (!hasDisplay()) {
            return false;
        }
        try {
            DesktopApplication.open(files);
            return true;
        } catch (UnsupportedOperationException e) {
            LOG.warn("The window cannot be opened on this display", e);
            return false;
        }
    }

    /**
     * Drives the window through its views and writes pictures of them; to be called once in a process.
     *
     * @return false when there is no display, and then nothing happened
     * @throws BadInputException when the folder cannot be written, or the sample data are missing
     */
    public static boolean takeScreenshots(Path directory) throws BadInputException {
        if (!hasDisplay()) {
            return false;
        }
        ScreenshotTour.take(directory);
        return true;
    }

    /** Tells whether a window can be opened here: always, except on a Linux without X display. */
    private static boolean hasDisplay() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String display = System.getenv("DISPLAY");
        return !system.contains("linux")
                || "Monocle".equals(System.getProperty("glass.platform"))
                || (display != null && !display.isBlank());
    }
}
