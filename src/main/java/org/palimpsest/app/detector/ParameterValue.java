package org.palimpsest.app.detector;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.detect.Parameter;

/** One parameter of a detector with the value that the user has typed, as text. */
public final class ParameterValue {
    private final String detector;
    private final Parameter parameter;
    private final StringProperty text = new SimpleStringProperty();

    /** @param detector id of the detector that has the parameter */
    ParameterValue(String detector, Parameter parameter) {
        this.detector = detector;
        this.parameter = parameter;
        text.set(parameter.defaultText());
    }

    /** What it is called in the language of the window. */
    public String label() {
        return DetectorText.label(detector, parameter);
    }

    /** What it does, in the language of the window. */
    public String help() {
        return DetectorText.help(detector, parameter);
    }

    public Parameter parameter() {
        return parameter;
    }

    /** The value as the command line and the run document write it. */
    public StringProperty textProperty() {
        return text;
    }

    /** Tells whether the value differs from the default. */
    public boolean isChanged() {
        return !text.get().equals(parameter.defaultText());
    }

    /** Goes back to the default. */
    public void reset() {
        text.set(parameter.defaultText());
    }
}
