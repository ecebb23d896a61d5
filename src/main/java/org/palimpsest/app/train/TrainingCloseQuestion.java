package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** Asks what shall become of the trainings when the window is closed. */
public final class TrainingCloseQuestion extends VBox {
    /**
     * @param leave closes the window; the trainings are told before
     * @param stay puts the question away
     */
    public TrainingCloseQuestion(TrainingsViewModel trainings, Runnable leave, Runnable stay) {
        super(12);
        setId("training-close-question");
        setPrefWidth(560);
        Label title = new Label(Text.of("training.close.title"));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Text.of("training.close.words"));
        words.setWrapText(true);
        Button keep = button("training-keep", "training.close.keep", leave);
        keep.getStyleClass().add(Styles.ACCENT);
        keep.setDefaultButton(true);
        Button after =
                button("training-end-after-epoch", "training.close.afterEpoch", () -> trainings.stopAll(true, leave));
        Button now = button("training-end-now", "training.close.now", () -> trainings.stopAll(false, leave));
        Button cancel = button("training-stay", "project.unsaved.stay", stay);
        HBox foot = new HBox(8, cancel, now, after, keep);
        for (Button button : List.of(cancel, now, after, keep)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, foot);
    }

    private static Button button(String id, String key, Runnable action) {
        Button button = new Button(Text.of(key));
        button.setId(id);
        button.setOnAction(event -> action.run());
        return button;
    }
}
