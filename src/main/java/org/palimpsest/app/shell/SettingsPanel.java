package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.text.Text;

/** Memory, threads, device, folder of results, look and language; everything acts at once and is kept. */
final class SettingsPanel extends VBox {
    private static final int LABEL_WIDTH = 168;
    private static final int MEGABYTE = 1 << 20;

    SettingsPanel(Workbench workbench, Commands commands, FileDialogs files, Runnable close) {
        super(12);
        setId("settings");
        setPrefWidth(560);
        Preferences preferences = workbench.preferences();
        RunFormViewModel form = workbench.form();
        Label title = new Label(Text.of("command.settings").replace("…", ""));
        title.getStyleClass().add(Styles.TITLE_4);
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(8);
        Spinner<Integer> memory = number(
                "setting-memory",
                128,
                1 << 20,
                (int) (form.memoryBytesProperty().get() / MEGABYTE),
                256,
                value -> {
                    form.memoryBytesProperty().set((long) value * MEGABYTE);
                    preferences.set("memoryBytes", Long.toString((long) value * MEGABYTE));
                });
        row(grid, 0, "setting.memory", memory);
        Spinner<Integer> threads =
                number("setting-threads", 1, 1024, (int) form.threadsProperty().get(), 1, value -> {
                    form.threadsProperty().set(value);
                    preferences.set("threads", Integer.toString(value));
                });
        row(grid, 1, "setting.threads", threads);
        ComboBox<String> device = choice(
                "setting-device",
                List.of("cpu", "gpu"),
                form.deviceProperty().get(),
                value -> Text.of("device." + value),
                value -> {
                    form.deviceProperty().set(value);
                    preferences.set("device", value);
                });
        row(grid, 2, "setting.device", device);
        TextField folder = new TextField(preferences.results().toString());
        folder.setId("setting-results");
        folder.textProperty().addListener((observable, old, text) -> preferences.set("results", text.trim()));
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = new Button(Text.of("setting.choose"));
        choose.setOnAction(event ->
                files.chooseFolder(Text.of("setting.results")).ifPresent(chosen -> folder.setText(chosen.toString())));
        row(grid, 3, "setting.results", new HBox(8, folder, choose));
        row(grid, 4, "setting.cache", new CacheSetting(workbench));
        ComboBox<String> theme = choice(
                "setting-theme",
                List.of("light", "dark"),
                preferences.isDark() ? "dark" : "light",
                value -> Text.of("theme." + value),
                value -> {
                    if (value.equals("dark") != preferences.isDark()) {
                        commands.get("theme").run();
                    }
                });
        row(grid, 5, "setting.theme", theme);
        ComboBox<Locale> language = choice(
                "setting-language",
                List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE),
                Text.locale(),
                value -> value.equals(Locale.ENGLISH) ? "English" : "中文",
                value -> {
                    if (!value.equals(Text.locale())) {
                        commands.get("language").run();
                    }
                });
        row(grid, 6, "setting.language", language);
        row(grid, 7, "setting.hub", new HubSetting(workbench));
        workbench.gpu().ifPresent(gpu -> row(grid, 8, "setting.gpu", new GpuInstallRow(gpu)));
        Button done = new Button(Text.of("panel.close"));
        done.getStyleClass().add(Styles.ACCENT);
        done.setOnAction(event -> close.run());
        HBox foot = new HBox(done);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, grid, foot);
    }

    private static void row(GridPane grid, int row, String key, Node field) {
        Label label = new Label(Text.of(key));
        label.setMinWidth(LABEL_WIDTH);
        label.setLabelFor(field);
        field.setAccessibleText(Text.of(key));
        GridPane.setHgrow(field, Priority.ALWAYS);
        grid.addRow(row, label, field);
    }

    static Spinner<Integer> number(String id, int least, int most, int value, int step, Consumer<Integer> changed) {
        Spinner<Integer> spinner = new Spinner<>(least, most, value, step);
        spinner.setId(id);
        spinner.setEditable(true);
        spinner.setPrefWidth(144);
        spinner.valueProperty().addListener((observable, old, now) -> changed.accept(now));
        return spinner;
    }

    private static <T> ComboBox<T> choice(
            String id, List<T> values, T value, Function<T, String> name, Consumer<T> changed) {
        ComboBox<T> box = new ComboBox<>(FXCollections.observableArrayList(values));
        box.setId(id);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : name.apply(item);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        });
        box.setValue(value);
        box.setPrefWidth(200);
        box.valueProperty().addListener((observable, old, now) -> changed.accept(now));
        return box;
    }
}
