package org.palimpsest.app.train;

import java.util.List;
import java.util.Map;
import org.palimpsest.app.detector.DetectorText;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;

/** A setting of the training: what the recipe says of it, and what the user typed in its place. */
final class TrainSetting {
    /** Under this name the words of settings stand in the bundle of parameters. */
    private static final String OWNER = "train";

    private final Parameter parameter;
    private final FormField field;
    private String usual;

    TrainSetting(Parameter parameter) {
        this.parameter = parameter;
        usual = parameter.defaultText();
        field = new FormField(parameter.name(), usual);
        field.textProperty().addListener(change -> check());
    }

    Parameter parameter() {
        return parameter;
    }

    FormField field() {
        return field;
    }

    String label() {
        return DetectorText.label(OWNER, parameter);
    }

    String help() {
        return DetectorText.help(OWNER, parameter);
    }

    /** What the recipe says. */
    String usual() {
        return usual;
    }

    /** Takes over what another recipe says; what the user typed stays. */
    void setUsual(String text) {
        boolean untouched = !isChanged();
        usual = text;
        if (untouched) {
            field.textProperty().set(text);
        }
    }

    boolean isChanged() {
        return !field.text().equals(usual);
    }

    /** Says beside the field what is wrong; true when nothing is. */
    boolean check() {
        try {
            Settings.of(List.of(parameter), Map.of(parameter.name(), field.text()));
            field.setProblem("");
            return true;
        } catch (BadInputException e) {
            field.setProblem(NoticeText.of(e));
            return false;
        }
    }
}
