package org.palimpsest.app.theme;

import java.io.IOException;
import java.io.InputStream;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's icon in the sizes that window systems ask for. */
public final class WindowIcons {
    private static final Logger LOG = LoggerFactory.getLogger(WindowIcons.class);
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256};

    private WindowIcons() {}

    /** Adds the sizes that the program was packaged with. */
    public static void addTo(Stage stage) {
        for (int size : SIZES) {
            try (InputStream source =
                    WindowIcons.class.getResourceAsStream("/org/palimpsest/icons/palimpsest-" + size + ".png")) {
                if (source != null) {
                    stage.getIcons().add(new Image(source));
                }
            } catch (IOException e) {
                LOG.debug("The window icon of {} pixels cannot be read", size, e);
            }
        }
    }
}
