package org.palimpsest.app.theme;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.palimpsest.app.text.Text;

/** Small flat buttons that show an icon alone and bear their words for screen readers and as a tip. */
public final class IconButton {
    private IconButton() {}

    /**
     * A new button.
     *
     * @param key of its words; with dashes for dots also what the button is looked up by
     * @param icon its name, see {@link Icon#of}
     */
    public static Button of(String key, String icon, Runnable action) {
        Button button = new Button();
        button.setId(key.replace('.', '-'));
        button.setGraphic(Icon.of(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        button.setAccessibleText(Text.of(key));
        button.setTooltip(new Tooltip(Text.of(key)));
        button.setOnAction(event -> action.run());
        return button;
    }
}
