package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.project.RecentList;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** What stands in the empty map: the first steps, as buttons. */
final class StartPage extends VBox {
    StartPage(Workbench workbench, Command openBefore, Command openAfter, Command sample) {
        getStyleClass().add("start-page");
        setId("start-page");
        setAlignment(Pos.CENTER);
        Label title = new Label(Text.of("start.title"));
        title.getStyleClass().add(Styles.TITLE_2);
        Label words = new Label(Text.of("start.words"));
        words.getStyleClass().add(Styles.TEXT_MUTED);
        words.setWrapText(true);
        words.setMaxWidth(440);
        words.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        Button before = large(openBefore);
        before.getStyleClass().add(Styles.ACCENT);
        HBox buttons = new HBox(8, before, large(openAfter), large(sample));
        buttons.setAlignment(Pos.CENTER);
        Region picture = new Region();
        picture.setMinHeight(8);
        getChildren()
                .addAll(Icon.of("palimpsest", 56), title, words, picture, buttons, new RecentList(workbench.project()));
        visibleProperty()
                .bind(Bindings.isEmpty(workbench.layers().list())
                        .and(workbench.opener().openingProperty().isEqualTo(0)));
        managedProperty().bind(visibleProperty());
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    private static Button large(Command command) {
        Button button = command.button();
        button.getStyleClass().remove("flat");
        button.setId("start-" + command.id());
        return button;
    }
}
