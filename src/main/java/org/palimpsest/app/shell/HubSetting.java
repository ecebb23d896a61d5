package org.palimpsest.app.shell;

import java.io.IOException;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubSettings;

/** Which model hub is asked, where its files are kept, and whether it may be asked; kept when a field is left. */
final class HubSetting extends VBox {
    private final Workbench workbench;
    private final TextField address = new TextField();
    private final TextField cache = new TextField();
    private final CheckBox offline = new CheckBox(Text.of("setting.hub.offline"));

    HubSetting(Workbench workbench) {
        super(4);
        this.workbench = workbench;
        address.setId("setting-hub-address");
        address.setPromptText(HubSettings.PUBLIC);
        address.setAccessibleText(Text.of("setting.hub.tip"));
        address.setTooltip(new Tooltip(Text.of("setting.hub.tip")));
        cache.setId("setting-hub-cache");
        cache.setPromptText(Text.of("setting.hub.cache.tip"));
        cache.setAccessibleText(Text.of("setting.hub.cache.tip"));
        cache.setTooltip(new Tooltip(Text.of("setting.hub.cache.tip")));
        offline.setId("setting-hub-offline");
        try {
            HubSettings.Kept kept = HubSettings.kept();
            address.setText(kept.address());
            cache.setText(kept.cache());
            offline.setSelected(kept.offline());
        } catch (BadInputException e) {
            workbench.messages().failed(e);
        }
        for (TextField field : new TextField[] {address, cache}) {
            field.setOnAction(event -> keep());
            field.focusedProperty().addListener((observable, before, now) -> {
                if (!now) {
                    keep();
                }
            });
        }
        offline.setOnAction(event -> keep());
        getChildren().addAll(address, cache, offline);
    }

    private void keep() {
        try {
            HubSettings.Kept wanted = new HubSettings.Kept(address.getText(), cache.getText(), offline.isSelected());
            if (!wanted.equals(HubSettings.kept())) {
                HubSettings.keep(wanted);
            }
        } catch (BadInputException | IOException e) {
            workbench.messages().failed(e);
        }
    }
}
