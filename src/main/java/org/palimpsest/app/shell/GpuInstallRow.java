package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;

/** GPU support among the settings: one sentence, a bar while it is fetched, and a button that begins or ends that. */
final class GpuInstallRow extends VBox {
    GpuInstallRow(GpuInstall install) {
        super(4);
        Label status = new Label();
        status.setId("gpu-status");
        status.textProperty().bind(install.statusProperty());
        status.setWrapText(true);
        status.getStyleClass().add(Styles.TEXT_SMALL);
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(install.progressProperty());
        bar.visibleProperty().bind(install.runningProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button button = new Button();
        button.setId("gpu-install");
        button.textProperty()
                .bind(install.runningProperty()
                        .map(running -> running
                                ? Text.of("gpu.button.cancel")
                                : Text.of("gpu.button.install", install.size())));
        button.setOnAction(event -> {
            if (install.runningProperty().get()) {
                install.cancel();
            } else {
                install.start();
            }
        });
        HBox line = new HBox(8, button, bar);
        line.setAlignment(Pos.CENTER_LEFT);
        install.statusProperty().addListener(change -> hideWhenDone(line, install));
        hideWhenDone(line, install);
        getChildren().addAll(status, line);
    }

    private static void hideWhenDone(HBox line, GpuInstall install) {
        boolean needed = install.runningProperty().get() || !install.isInstalled();
        line.setVisible(needed);
        line.setManaged(needed);
    }
}
