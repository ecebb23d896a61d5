package org.palimpsest.app.project;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.palimpsest.app.project.ProjectQuestions.Unsaved;
import org.palimpsest.app.text.Text;

/** Asks what shall become of unsaved changes; Enter saves, Escape stays. */
public final class UnsavedPanel extends VBox {
    /** @param answer hears the answer; the panel is to be closed then */
    public UnsavedPanel(String project, Consumer<Unsaved> answer) {
        super(12);
        setId("unsaved");
        setPrefWidth(440);
        Label title = new Label(Text.of("project.unsaved.title", project));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("project.unsaved.words"));
        words.setWrapText(true);
        Button save = button("save", answer, Unsaved.SAVE);
        save.setDefaultButton(true);
        save.getStyleClass().add(Styles.ACCENT);
        Button stay = button("stay", answer, Unsaved.STAY);
        stay.setCancelButton(true);
        HBox buttons = new HBox(8, button("discard", answer, Unsaved.DISCARD), stay, save);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, buttons);
    }

    private static Button button(String name, Consumer<Unsaved> answer, Unsaved meaning) {
        Button button = new Button(Text.of("project.unsaved." + name));
        button.setId("unsaved-" + name);
        button.setOnAction(event -> answer.accept(meaning));
        return button;
    }
}
