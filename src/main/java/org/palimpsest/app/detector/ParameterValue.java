package org.palimpsest.app.detector;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.detect.Parameter;

/** One parameter of a detector with the value that the user has typed, as text. */
public final class ParameterValue {
    private final Parameter parameter;
    private final StringProperty text = new SimpleStringProperty();

    ParameterValue(Parameter parameter) {
        this.parameter = parameter;
        text.set(parameter.defaultText());
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
