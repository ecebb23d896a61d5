package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;

/** What a training predicted after each epoch, with a slider through the epochs; it follows the newest one. */
final class EpochPictures extends VBox {
    private final TrainingFiles files;
    private final Background background;
    private final Slider slider = new Slider(0, 0, 0);
    private final Label epoch = new Label();
    private final ImageView view = new ImageView();
    private List<Path> pictures = List.of();

    EpochPictures(TrainingFiles files, Background background) {
        super(4);
        this.files = files;
        this.background = background;
        Label title = new Label(Text.of("training.pictures"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        slider.setId("epoch-slider");
        slider.setAccessibleText(Text.of("training.pictures.slider"));
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((observable, old, now) -> {
            if (Math.round(old.doubleValue()) != Math.round(now.doubleValue())) {
                show();
            }
        });
        epoch.setMinWidth(72);
        HBox head = new HBox(12, title, slider, epoch);
        head.setAlignment(Pos.CENTER_LEFT);
        Label legend = new Label(Text.of("training.pictures.legend"));
        legend.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        legend.setWrapText(true);
        view.setPreserveRatio(true);
        view.setId("epoch-picture");
        ScrollPane scroll = new ScrollPane(view);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        view.fitWidthProperty().bind(scroll.widthProperty().subtract(16));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, legend, scroll);
        look();
    }

    /** Looks for new pictures. */
    void look() {
        background.run(files::pictures, this::use, e -> {});
    }

    private void use(List<Path> found) {
        if (found.equals(pictures)) {
            return;
        }
        boolean follows = pictures.isEmpty() || Math.round(slider.getValue()) == pictures.size() - 1;
        pictures = found;
        slider.setMax(Math.max(0, found.size() - 1));
        slider.setDisable(found.size() < 2);
        if (follows) {
            slider.setValue(slider.getMax());
        }
        show();
    }

    private void show() {
        if (pictures.isEmpty()) {
            epoch.setText("");
            return;
        }
        Path picture = pictures.get((int) Math.min(pictures.size() - 1, Math.round(slider.getValue())));
        epoch.setText(Text.of(
                "training.pictures.epoch",
                TrainingFiles.epochOf(picture).map(String::valueOf).orElse("")));
        view.setImage(new Image(picture.toUri().toString(), true));
        view.setAccessibleText(epoch.getText());
    }
}
