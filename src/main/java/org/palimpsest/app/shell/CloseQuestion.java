package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** The one question that the window asks: whether to close while a run is going on. */
final class CloseQuestion extends VBox {
    CloseQuestion(Runnable close, Runnable stay) {
        super(12);
        setId("close-question");
        setPrefWidth(440);
        Label title = new Label(Text.of("close.title"));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("close.words"));
        words.setWrapText(true);
        Button keep = new Button(Text.of("close.stay"));
        keep.getStyleClass().add(Styles.ACCENT);
        keep.setDefaultButton(true);
        keep.setOnAction(event -> stay.run());
        Button leave = new Button(Text.of("close.close"));
        leave.setOnAction(event -> close.run());
        HBox foot = new HBox(8, leave, keep);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, foot);
    }
}
