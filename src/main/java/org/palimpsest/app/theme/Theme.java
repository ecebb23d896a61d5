package org.palimpsest.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** AtlantaFX Primer, light or dark, with our own few rules on top. */
public final class Theme {
    private Theme() {}

    /** Gives all windows the light or the dark look. */
    public static void use(boolean dark) {
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    /** Adds our own rules to a scene. */
    public static void dress(Scene scene) {
        URL sheet = Objects.requireNonNull(Theme.class.getResource("palimpsest.css"), "palimpsest.css is missing");
        scene.getStylesheets().add(sheet.toExternalForm());
    }
}
