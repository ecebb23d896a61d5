package org.palimpsest.app.label;

import java.util.Optional;
import javafx.scene.input.KeyEvent;
import org.palimpsest.app.label.LabelsViewModel.Tool;
import org.palimpsest.label.LabelClass;

/** The keys that all tools for labels know while the keyboard is on the map. */
record LabelKeys(LabelsViewModel labels) {
    /** Does what a key says; tells whether it says anything. */
    boolean heed(KeyEvent key) {
        switch (key.getCode()) {
            case B -> labels.toolProperty().set(Optional.of(Tool.BRUSH));
            case P -> labels.toolProperty().set(Optional.of(Tool.POLYGON));
            case E -> labels.toolProperty().set(Optional.of(Tool.ERASE));
            case DIGIT1, NUMPAD1 -> labels.labelProperty().set(LabelClass.CHANGED);
            case DIGIT2, NUMPAD2 -> labels.labelProperty().set(LabelClass.UNCHANGED);
            case DIGIT3, NUMPAD3 -> labels.labelProperty().set(LabelClass.IGNORE);
            case OPEN_BRACKET -> labels.resize(-1);
            case CLOSE_BRACKET -> labels.resize(1);
            case ESCAPE -> labels.toolProperty().set(Optional.empty());
            default -> {
                return false;
            }
        }
        return true;
    }
}
