package org.palimpsest.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/**
 * Something that the user can do: one definition for menu, toolbar, shortcut, tooltip and command search.
 *
 * @param id names its words ({@code command.ID} and {@code command.ID.tip})
 * @param icon name of its line icon; empty text for none
 * @param shortcut its keys
 * @param enabled whether it can be done now
 */
record Command(
        String id, String icon, Optional<KeyCombination> shortcut, ObservableBooleanValue enabled, Runnable action) {

    /** A command that can always be done; {@code keys} may be empty. */
    static Command of(String id, String icon, String keys, Runnable action) {
        return new Command(
                id,
                icon,
                keys.isEmpty() ? Optional.empty() : Optional.of(KeyCombination.valueOf(keys)),
                Bindings.createBooleanBinding(() -> true),
                action);
    }

    /** The same command, which can be done only at times. */
    Command when(ObservableBooleanValue possible) {
        return new Command(id, icon, shortcut, possible, action);
    }

    String title() {
        return Text.of("command." + id);
    }

    /** The title without the dots that announce a dialog. */
    String shortTitle() {
        return title().replace("…", "");
    }

    /** What it does and its keys. */
    String tip() {
        String words = Text.has("command." + id + ".tip") ? Text.of("command." + id + ".tip") : shortTitle();
        return shortcut.map(keys -> words + "  (" + keys.getDisplayText() + ")").orElse(words);
    }

    /** Does it, if it can be done now. */
    void run() {
        if (enabled.get()) {
            action.run();
        }
    }

    MenuItem menuItem() {
        MenuItem item = new MenuItem(title());
        if (!icon.isEmpty()) {
            item.setGraphic(Icon.of(icon));
        }
        shortcut.ifPresent(item::setAccelerator);
        item.disableProperty().bind(Bindings.not(enabled));
        item.setOnAction(event -> action.run());
        item.setId("menu-" + id);
        return item;
    }

    /** A button with icon and words. */
    Button button() {
        Button button = iconButton();
        button.setText(shortTitle());
        button.getStyleClass().remove("button-icon");
        return button;
    }

    /** A button with an icon only, named for screen readers. */
    Button iconButton() {
        Button button = new Button();
        button.setId(id);
        if (!icon.isEmpty()) {
            button.setGraphic(Icon.of(icon));
        }
        button.setTooltip(new Tooltip(tip()));
        button.setAccessibleText(shortTitle());
        button.getStyleClass().addAll("button-icon", "flat");
        button.disableProperty().bind(Bindings.not(enabled));
        button.setOnAction(event -> action.run());
        return button;
    }
}
