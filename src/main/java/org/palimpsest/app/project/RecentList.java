package org.palimpsest.app.project;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;

/** The recent projects on the start page; not there while there are none. */
public final class RecentList extends VBox {
    private static final int MOST = 5;

    public RecentList(ProjectSession session) {
        super(4);
        setId("recent-projects");
        setAlignment(Pos.CENTER);
        session.recent().addListener((ListChangeListener<Path>) change -> fill(session));
        fill(session);
    }

    private void fill(ProjectSession session) {
        Label title = new Label(Text.of("project.recent"));
        title.getStyleClass().add(Styles.TEXT_MUTED);
        getChildren().setAll(title);
        session.recent().stream().limit(MOST).map(file -> link(session, file)).forEach(getChildren()::add);
        setVisible(!session.recent().isEmpty());
        setManaged(isVisible());
    }

    private static Node link(ProjectSession session, Path file) {
        Hyperlink link = new Hyperlink(String.valueOf(file.getFileName()), Icon.of("project"));
        link.setMnemonicParsing(false);
        link.setTooltip(new Tooltip(file.toString()));
        link.setAccessibleText(file.toString());
        link.setOnAction(event -> session.open(file));
        return link;
    }
}
