package org.palimpsest.app.run;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.run.EpochHistory.Epoch;

/** The training of a run below its row: curves of loss and mask, and a slider through the epochs whose map was kept. */
final class EpochsPane extends HBox {
    private static final double PERCENT = 100;

    private final EpochsViewModel epochs;
    private final EpochChart loss = new EpochChart(Text.of("epochs.loss"), Epoch::loss);
    private final EpochChart mask = new EpochChart(Text.of("epochs.mask"), epoch -> PERCENT * epoch.maskShare());
    private final Label words = new Label();
    private final Slider slider = new Slider(0, 1, 0);
    private final ToggleGroup group = new ToggleGroup();
    private final ToggleButton difference = look(EpochsViewModel.Look.DIFFERENCE, Styles.LEFT_PILL);
    private final ToggleButton inside = look(EpochsViewModel.Look.MASK, Styles.RIGHT_PILL);
    private boolean showing;
    private final InvalidationListener update = change -> show();

    EpochsPane(EpochsViewModel epochs) {
        super(16);
        this.epochs = epochs;
        setId("epochs");
        setAlignment(Pos.TOP_LEFT);
        slider.setId("epochs-slider");
        slider.setAccessibleText(Text.of("epochs.slider"));
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setMaxWidth(420);
        slider.valueProperty().addListener((observable, old, now) -> {
            if (!showing) {
                epochs.choose((int) Math.round(now.doubleValue()));
            }
        });
        words.getStyleClass().add("number");
        words.setMinHeight(USE_PREF_SIZE);
        Label hint = new Label(Text.of("epochs.hint"));
        hint.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        hint.setWrapText(true);
        VBox side = new VBox(6, words, slider, looks(), hint);
        side.setMinWidth(260);
        HBox.setHgrow(side, Priority.ALWAYS);
        HBox.setHgrow(loss, Priority.SOMETIMES);
        HBox.setHgrow(mask, Priority.SOMETIMES);
        getChildren().addAll(loss, mask, side);
        WeakInvalidationListener weak = new WeakInvalidationListener(update);
        epochs.changesProperty().addListener(weak);
        epochs.chosenProperty().addListener(weak);
        epochs.lookProperty().addListener(weak);
        show();
    }

    private Node looks() {
        group.selectedToggleProperty().addListener((observable, old, now) -> {
            if (now == null) {
                group.selectToggle(old);
            } else {
                epochs.lookProperty().set(now == inside ? EpochsViewModel.Look.MASK : EpochsViewModel.Look.DIFFERENCE);
            }
        });
        CheckBox onMap = new CheckBox(Text.of("epochs.onMap"));
        onMap.setId("epochs-on-map");
        onMap.selectedProperty().bindBidirectional(epochs.onMapProperty());
        HBox looks = new HBox(new HBox(difference, inside), onMap);
        looks.setSpacing(12);
        looks.setAlignment(Pos.CENTER_LEFT);
        return looks;
    }

    private ToggleButton look(EpochsViewModel.Look look, String shape) {
        String key = "epochs.look." + look.name().toLowerCase(Locale.ROOT);
        ToggleButton button = new ToggleButton(Text.of(key));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().addAll(Styles.SMALL, shape);
        button.setToggleGroup(group);
        return button;
    }

    private void show() {
        // Read, so that the next change is told too.
        epochs.changesProperty().get();
        int chosen = epochs.chosenProperty().get();
        List<Epoch> kept = epochs.kept();
        showing = true;
        slider.setMax(Math.max(1, kept.size() - 1));
        slider.setDisable(kept.size() < 2);
        slider.setValue(chosen);
        showing = false;
        group.selectToggle(epochs.lookProperty().get() == EpochsViewModel.Look.MASK ? inside : difference);
        words.setText(epochs.current()
                .map(epoch -> RunText.epoch(epoch, epochs.total()))
                .orElse(""));
        OptionalDouble looked =
                epochs.current().stream().mapToDouble(Epoch::number).findFirst();
        loss.show(epochs.epochs(), epochs.total(), looked);
        mask.show(epochs.epochs(), epochs.total(), looked);
    }
}
