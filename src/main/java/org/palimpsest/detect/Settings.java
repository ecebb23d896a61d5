package org.palimpsest.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/** A value for every parameter of a detector, checked; immutable. */
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks the user's texts against the parameters and fills in the defaults.
     *
     * @throws BadInputException for an unknown name, an unreadable value or one outside its range
     */
    public static Settings of(List<Parameter> parameters, Map<String, String> texts) throws BadInputException {
        for (String name : texts.keySet()) {
            if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                throw new BadInputException("There is no parameter \"" + name + "\" here. Known: "
                        + String.join(
                                ", ", parameters.stream().map(Parameter::name).toList()) + ".");
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String text = texts.getOrDefault(parameter.name(), parameter.defaultText());
            values.put(parameter.name(), value(parameter, text.trim()));
        }
        return new Settings(values);
    }

    public double real(String name) {
        return ((Number) get(name)).doubleValue();
    }

    public int whole(String name) {
        return Math.toIntExact(((Number) get(name)).longValue());
    }

    public boolean flag(String name) {
        return (Boolean) get(name);
    }

    public String text(String name) {
        return (String) get(name);
    }

    /** Every value as text, in the order of the parameters, for the run document. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private Object get(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "No parameter \"" + name + "\" was declared; declared: " + values.keySet());
        }
        return value;
    }

    private static Object value(Parameter parameter, String text) throws BadInputException {
        if (parameter instanceof Parameter.Real real) {
            double value = number(parameter, text);
            checkRange(parameter, value, real.minimum(), real.maximum(), real.unit());
            return value;
        }
        if (parameter instanceof Parameter.Whole whole) {
            double value = number(parameter, text);
            if (value != Math.rint(value)) {
                throw new BadInputException(
                        "Parameter " + parameter.name() + " wants a whole number, but was \"" + text + "\".");
            }
            checkRange(parameter, value, whole.minimum(), whole.maximum(), whole.unit());
            return (long) value;
        }
        if (parameter instanceof Parameter.Choice choice) {
            if (!choice.choices().contains(text)) {
                throw new BadInputException("Parameter " + parameter.name() + " is one of "
                        + String.join(", ", choice.choices()) + ", but was \"" + text + "\".");
            }
            return text;
        }
        if (parameter instanceof Parameter.Flag) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new BadInputException(
                        "Parameter " + parameter.name() + " is true or false, but was \"" + text + "\".");
            }
            return Boolean.valueOf(text);
        }
        return text;
    }

    private static double number(Parameter parameter, String text) throws BadInputException {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with infinities.
        }
        throw new BadInputException("Parameter " + parameter.name() + " wants a number, but was \"" + text + "\".");
    }

    private static void checkRange(Parameter parameter, double value, double minimum, double maximum, String unit)
            throws BadInputException {
        if (value < minimum || value > maximum) {
            throw new BadInputException("Parameter " + parameter.name() + " must be " + plain(minimum) + " to "
                    + plain(maximum) + (unit.isEmpty() ? "" : " " + unit) + ", but was " + plain(value) + ".");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
