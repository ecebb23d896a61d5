package org.palimpsest.app.project;

import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The menu of the projects that were opened or saved last. */
public final class RecentMenu extends Menu {
    public RecentMenu(ProjectSession session) {
        super(Text.of("project.recent"), Icon.of("recent"));
        setId("menu-recent");
        session.recent().addListener((ListChangeListener<Path>) change -> fill(session));
        fill(session);
    }

    private void fill(ProjectSession session) {
        getItems()
                .setAll(session.recent().stream()
                        .map(file -> {
                            MenuItem item = new MenuItem(file.toString());
                            item.setMnemonicParsing(false);
                            item.setOnAction(event -> session.open(file));
                            return item;
                        })
                        .toList());
        setDisable(getItems().isEmpty());
    }
}
