package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** Five steps through the window for somebody who sees it for the first time; each outlines what it speaks of. */
final class Tour extends VBox {
    private static final List<String> PLACES = List.of("#openBefore", "#modeSwipe", "#inspector", "#bottom", "#search");

    private final Node window;
    private final Runnable finished;
    private final Label title = new Label();
    private final Label words = new Label();
    private final Label count = new Label();
    private final Button back = new Button(Text.of("tour.back"));
    private final Button next = new Button();
    private int step;

    /**
     * @param window where the outlined places are looked up
     * @param finished called at the end, however it comes
     */
    Tour(Node window, Runnable finished) {
        super(8);
        this.window = window;
        this.finished = finished;
        setId("tour");
        setPrefWidth(420);
        title.getStyleClass().add(Styles.TITLE_4);
        words.setWrapText(true);
        words.setMinHeight(72);
        words.setAlignment(Pos.TOP_LEFT);
        count.getStyleClass().add(Styles.TEXT_MUTED);
        back.setOnAction(event -> show(step - 1));
        next.getStyleClass().add(Styles.ACCENT);
        next.setId("tour-next");
        next.setOnAction(event -> show(step + 1));
        Button skip = new Button(Text.of("tour.skip"));
        skip.setId("tour-skip");
        skip.getStyleClass().add(Styles.FLAT);
        skip.setOnAction(event -> end());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, count, gap, skip, back, next);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(title, words, foot);
        show(0);
    }

    /** Takes the outline away and reports the end. */
    void end() {
        outline(false);
        finished.run();
    }

    private void show(int wanted) {
        outline(false);
        if (wanted >= PLACES.size()) {
            end();
            return;
        }
        step = Math.max(0, wanted);
        title.setText(Text.of("tour." + (step + 1)));
        words.setText(Text.of("tour." + (step + 1) + ".words"));
        count.setText(Text.of("tour.count", step + 1, PLACES.size()));
        back.setDisable(step == 0);
        next.setText(Text.of(step == PLACES.size() - 1 ? "tour.done" : "tour.next"));
        outline(true);
    }

    private void outline(boolean on) {
        Node place = window.lookup(PLACES.get(step));
        if (place != null) {
            if (on) {
                place.getStyleClass().add("toured");
            } else {
                place.getStyleClass().remove("toured");
            }
        }
    }
}
