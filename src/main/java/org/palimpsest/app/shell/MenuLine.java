package org.palimpsest.app.shell;

import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SeparatorMenuItem;
import org.palimpsest.app.project.ProjectSession;
import org.palimpsest.app.project.RecentMenu;
import org.palimpsest.app.text.Text;

/** The menus, made from the commands. */
final class MenuLine extends MenuBar {
    private static final String LINE = "-";

    MenuLine(Commands commands, ProjectSession project) {
        getMenus()
                .addAll(
                        menu(
                                commands,
                                "file",
                                "newProject",
                                "openProject",
                                "saveProject",
                                "saveProjectAs",
                                LINE,
                                "openBefore",
                                "openAfter",
                                "addLayer",
                                "sample",
                                "sampleMixed",
                                LINE,
                                "export",
                                LINE,
                                "settings",
                                "quit"),
                        menu(
                                commands,
                                "view",
                                "zoomIn",
                                "zoomOut",
                                "zoomAll",
                                "zoomLayer",
                                "zoomSelection",
                                "previousView",
                                LINE,
                                "modeOverlay",
                                "modeSwipe",
                                "modeSideBySide",
                                "modeFlicker",
                                "modeLens",
                                LINE,
                                "theme",
                                "language"),
                        menu(commands, "layer", "layerUp", "layerDown", "layerRemove"),
                        menu(commands, "detect", "gallery", "run", "preview", "compare", "drawArea", "copyCommand"),
                        menu(
                                commands,
                                "review",
                                "nextChange",
                                "previousChange",
                                LINE,
                                "acceptChange",
                                "rejectChange",
                                "noteChange",
                                LINE,
                                "undo",
                                "redo"),
                        menu(
                                commands,
                                "label",
                                "labelBrush",
                                "labelPolygon",
                                "labelErase",
                                LINE,
                                "labelImport",
                                "labelExport",
                                "labelClear",
                                LINE,
                                "labelDataset"),
                        menu(commands, "train", "train", "makeDataset", "compareCurves"),
                        menu(commands, "help", "search", "help", "tour"));
        getMenus().get(0).getItems().add(2, new RecentMenu(project));
    }

    private static Menu menu(Commands commands, String name, String... ids) {
        Menu menu = new Menu(Text.of("menu." + name));
        for (String id : ids) {
            menu.getItems()
                    .add(
                            id.equals(LINE)
                                    ? new SeparatorMenuItem()
                                    : commands.get(id).menuItem());
        }
        return menu;
    }
}
