package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** Help that needs no network: the path from two files to a map of changes, and every key. */
final class HelpPanel extends VBox {
    private static final List<String> TOPICS =
            List.of("open", "check", "detect", "review", "export", "label", "train", "hub", "map", "epochs", "trouble");
    private static final List<String> MAP_KEYS =
            List.of("pan", "zoom", "flicker", "back", "review", "label", "polygon");

    HelpPanel(List<Command> commands, Runnable close) {
        super(12);
        setId("help");
        Label title = new Label(Text.of("command.help").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        VBox content = new VBox(4);
        content.setFillWidth(true);
        for (String topic : TOPICS) {
            Label head = DetectPane.section("help." + topic);
            Label words = new Label(Text.of("help." + topic + ".words"));
            words.setWrapText(true);
            content.getChildren().addAll(head, words);
        }
        content.getChildren().addAll(DetectPane.section("help.keys"), keys(commands));
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setPrefSize(640, 420);
        scroll.getStyleClass().add("edge-to-edge");
        Button done = new Button(Text.of("panel.close"));
        done.getStyleClass().add(Styles.ACCENT);
        done.setOnAction(event -> close.run());
        HBox foot = new HBox(done);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, scroll, foot);
    }

    private static GridPane keys(List<Command> commands) {
        GridPane table = new GridPane();
        table.setHgap(24);
        table.setVgap(4);
        int row = 0;
        for (String key : MAP_KEYS) {
            table.addRow(row++, new Label(Text.of("key." + key)), new Label(Text.of("key." + key + ".words")));
        }
        for (Command command : commands) {
            if (command.shortcut().isPresent()) {
                table.addRow(
                        row++, new Label(command.shortcut().get().getDisplayText()), new Label(command.shortTitle()));
            }
        }
        return table;
    }
}
