package org.palimpsest.app.shell;

import java.util.concurrent.Callable;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.raster.LevelStore;

/** How much of the disk the coarser levels of large rasters may take, how much they take now, and a button that clears them. */
final class CacheSetting extends HBox {
    private static final int MEGABYTE = 1 << 20;
    private static final int STEP = 512;

    private final Workbench workbench;
    private final Label used = new Label();

    CacheSetting(Workbench workbench) {
        super(8);
        this.workbench = workbench;
        setAlignment(Pos.CENTER_LEFT);
        LevelStore store = workbench.levelStore();
        Preferences preferences = workbench.preferences();
        Spinner<Integer> most = SettingsPanel.number(
                "setting-cache", 0, 1 << 22, (int) (preferences.cacheBytes() / MEGABYTE), STEP, value -> {
                    preferences.set("cacheBytes", Long.toString((long) value * MEGABYTE));
                    store.setMostBytes((long) value * MEGABYTE);
                    work(() -> {
                        store.trim();
                        return store.bytes();
                    });
                });
        most.setAccessibleText(Text.of("setting.cache"));
        most.setTooltip(new Tooltip(Text.of("setting.cache.tip")));
        used.getStyleClass().add("number");
        used.setId("setting-cache-used");
        Button clear = new Button(Text.of("setting.cache.clear"));
        clear.setId("setting-cache-clear");
        clear.setTooltip(new Tooltip(Text.of("setting.cache.tip")));
        clear.setOnAction(event -> work(() -> {
            store.clear();
            return store.bytes();
        }));
        getChildren().addAll(most, used, clear);
        work(store::bytes);
    }

    private void work(Callable<Long> task) {
        workbench
                .background()
                .run(
                        task,
                        bytes -> used.setText(Text.of("setting.cache.used", (bytes + MEGABYTE - 1) / MEGABYTE)),
                        workbench.messages()::failed);
    }
}
