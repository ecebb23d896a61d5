package org.palimpsest.app.shell;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The messages that stand above the map until they are closed. */
final class MessageBar extends VBox {
    MessageBar(Messages messages) {
        getStyleClass().add("message-bar");
        messages.shown().addListener((ListChangeListener<Messages.Message>) change -> show(messages));
        show(messages);
    }

    private void show(Messages messages) {
        getChildren()
                .setAll(messages.shown().stream()
                        .map(message -> row(messages, message))
                        .toList());
        boolean any = !messages.shown().isEmpty();
        setVisible(any);
        setManaged(any);
    }

    private static Node row(Messages messages, Messages.Message message) {
        String kind = message.kind().name().toLowerCase(java.util.Locale.ROOT);
        Label text = new Label(message.text());
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button close = new Button();
        close.setGraphic(Icon.of("close"));
        close.getStyleClass().addAll("button-icon", "flat", "small");
        close.setAccessibleText(Text.of("message.close"));
        close.setTooltip(new Tooltip(Text.of("message.close")));
        close.setOnAction(event -> messages.dismiss(message));
        HBox row = new HBox(8, Icon.of(kind.equals("information") ? "info" : "warning"), text, close);
        row.getStyleClass().addAll("message", "message-" + kind);
        row.setAccessibleText(message.text());
        return row;
    }
}
