package org.palimpsest.app.project;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.palimpsest.app.project.ProjectQuestions.Taken;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.ProjectHolder;

/** Says that another window has a project open, and asks what to do; Enter looks at it only, Escape stays. */
public final class TakenPanel extends VBox {
    /** @param answer hears the answer; the panel is to be closed then */
    public TakenPanel(Path project, ProjectHolder holder, Consumer<Taken> answer) {
        super(12);
        setId("taken");
        setPrefWidth(480);
        Label title = new Label(Text.of("project.taken.title", String.valueOf(project.getFileName())));
        title.getStyleClass().add(Styles.TITLE_4);
        String since = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(Text.locale())
                .withZone(ZoneId.systemDefault())
                .format(holder.since());
        Label words = new Label(
                Text.of("project.taken.words", holder.user(), holder.host(), since, Long.toString(holder.pid())));
        words.setWrapText(true);
        Label choices = new Label(Text.of("project.taken.choices"));
        choices.setWrapText(true);
        choices.getStyleClass().add(Styles.TEXT_MUTED);
        Button look = button("readOnly", answer, Taken.READ_ONLY);
        look.setDefaultButton(true);
        look.getStyleClass().add(Styles.ACCENT);
        Button stay = button("stay", answer, Taken.STAY);
        stay.setCancelButton(true);
        HBox buttons = new HBox(8, button("takeOver", answer, Taken.TAKE_OVER), stay, look);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, choices, buttons);
    }

    private static Button button(String name, Consumer<Taken> answer, Taken meaning) {
        Button button = new Button(Text.of("project.taken." + name));
        button.setId("taken-" + name);
        button.setOnAction(event -> answer.accept(meaning));
        return button;
    }
}
