package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.theme.Icon;

/** The toolbar: open, run and export with words; the map's modes and zoom as icons; the command search at the end. */
final class ToolLine extends ToolBar {
    ToolLine(Commands commands, MapViewModel map) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button run = commands.get("run").button();
        run.getStyleClass().remove("flat");
        run.getStyleClass().add(Styles.ACCENT);
        Button search = commands.get("search").button();
        search.getStyleClass().add("search-button");
        getItems()
                .addAll(
                        commands.get("openBefore").button(),
                        commands.get("openAfter").button(),
                        new Separator(Orientation.VERTICAL),
                        commands.get("gallery").button(),
                        run,
                        commands.get("train").button(),
                        commands.get("export").button(),
                        new Separator(Orientation.VERTICAL),
                        modes(commands, map),
                        new Separator(Orientation.VERTICAL),
                        commands.get("zoomIn").iconButton(),
                        commands.get("zoomOut").iconButton(),
                        commands.get("zoomAll").iconButton(),
                        commands.get("previousView").iconButton(),
                        new Separator(Orientation.VERTICAL),
                        commands.get("labelBrush").iconButton(),
                        gap,
                        search,
                        commands.get("settings").iconButton(),
                        commands.get("help").iconButton());
    }

    private static Node modes(Commands commands, MapViewModel map) {
        ToggleGroup group = new ToggleGroup();
        HBox box = new HBox();
        box.setAlignment(Pos.CENTER);
        MapMode[] modes = MapMode.values();
        String[] ids = {"modeOverlay", "modeSwipe", "modeSideBySide", "modeFlicker", "modeLens"};
        for (int i = 0; i < modes.length; i++) {
            MapMode mode = modes[i];
            Command command = commands.get(ids[i]);
            ToggleButton button = new ToggleButton();
            button.setId(command.id());
            button.setGraphic(Icon.of(command.icon()));
            button.setTooltip(new Tooltip(command.tip()));
            button.setAccessibleText(command.shortTitle());
            button.getStyleClass()
                    .addAll(
                            Styles.BUTTON_ICON,
                            i == 0 ? Styles.LEFT_PILL : i == modes.length - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setToggleGroup(group);
            button.setSelected(map.modeProperty().get() == mode);
            button.setOnAction(event -> {
                map.modeProperty().set(mode);
                button.setSelected(true);
            });
            map.modeProperty().addListener((observable, old, now) -> {
                if (now == mode) {
                    button.setSelected(true);
                }
            });
            box.getChildren().add(button);
        }
        return box;
    }
}
