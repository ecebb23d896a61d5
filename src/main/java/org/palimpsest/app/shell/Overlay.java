package org.palimpsest.app.shell;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A place above the whole window for what is looked at for a moment: search, gallery, settings, help.
 *
 * <p>Escape or a click beside it closes it, and the keyboard goes back to where it was.
 */
final class Overlay extends StackPane {
    private @Nullable Node returnTo;
    private Runnable dismissed = () -> {};

    Overlay() {
        getStyleClass().add("overlay");
        setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                dismiss();
                event.consume();
            }
        });
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                dismiss();
            }
        });
    }

    /** Shows a panel in place of what was shown. */
    void show(Region panel) {
        show(panel, () -> {});
    }

    /**
     * Shows a panel in place of what was shown.
     *
     * @param ifDismissed is done when the user closes the panel with Escape or a click beside it
     */
    void show(Region panel, Runnable ifDismissed) {
        if (!isVisible()) {
            returnTo = Optional.ofNullable(getScene())
                    .map(scene -> scene.getFocusOwner())
                    .orElse(null);
        }
        dismissed = ifDismissed;
        panel.getStyleClass().add("overlay-panel");
        panel.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().setAll(panel);
        setVisible(true);
        panel.requestFocus();
    }

    /** Puts the panel away as the user does with Escape. */
    void dismiss() {
        Runnable then = dismissed;
        hide();
        then.run();
    }

    void hide() {
        dismissed = () -> {};
        setVisible(false);
        getChildren().clear();
        if (returnTo != null) {
            returnTo.requestFocus();
        }
    }
}
