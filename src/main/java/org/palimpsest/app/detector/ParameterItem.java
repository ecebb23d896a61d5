package org.palimpsest.app.detector;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import org.controlsfx.control.PropertySheet;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Parameter;

/** A detector's parameter as ControlsFX's property sheet wants it; unit and range stand in its description. */
public final class ParameterItem implements PropertySheet.Item {
    private final ParameterValue value;

    public ParameterItem(ParameterValue value) {
        this.value = value;
    }

    /** The parameter and its value. */
    public ParameterValue value() {
        return value;
    }

    @Override
    public Class<?> getType() {
        Parameter parameter = value.parameter();
        if (parameter instanceof Parameter.Real) {
            return Double.class;
        }
        if (parameter instanceof Parameter.Whole) {
            return Long.class;
        }
        return parameter instanceof Parameter.Flag ? Boolean.class : String.class;
    }

    @Override
    public String getCategory() {
        return "";
    }

    @Override
    public String getName() {
        Parameter parameter = value.parameter();
        String unit = parameter instanceof Parameter.Real real
                ? real.unit()
                : parameter instanceof Parameter.Whole whole ? whole.unit() : "";
        return unit.isEmpty() ? value.label() : value.label() + " (" + unit + ")";
    }

    @Override
    public String getDescription() {
        Parameter parameter = value.parameter();
        String range = parameter instanceof Parameter.Real real
                ? Text.of("parameter.range", plain(real.minimum()), plain(real.maximum()), plain(real.defaultValue()))
                : parameter instanceof Parameter.Whole whole
                        ? Text.of(
                                "parameter.range",
                                Long.toString(whole.minimum()),
                                Long.toString(whole.maximum()),
                                Long.toString(whole.defaultValue()))
                        : Text.of("parameter.default", parameter.defaultText());
        return value.help() + "\n" + range;
    }

    @Override
    public Object getValue() {
        String text = value.textProperty().get();
        try {
            Class<?> type = getType();
            if (type == Double.class) {
                return Double.valueOf(text);
            }
            if (type == Long.class) {
                return Long.valueOf(text);
            }
            return type == Boolean.class ? (Object) Boolean.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void setValue(Object given) {
        value.textProperty().set(String.valueOf(given));
    }

    @Override
    public Optional<ObservableValue<? extends Object>> getObservableValue() {
        return Optional.of(value.textProperty());
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
