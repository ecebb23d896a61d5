package org.palimpsest.app.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.Property;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields of a form by their names, as texts: to keep what the user set, and to show it again. */
final class FormFields {
    private static final Logger LOG = LoggerFactory.getLogger(FormFields.class);

    /** One field; {@code first} is what it says until the user changes it. */
    private record Field(Supplier<String> get, Consumer<String> set, String first, boolean ofMachine) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Adds a field of the work. */
    <T> FormFields add(String name, Property<T> property, Function<String, T> parse) {
        return add(name, property, parse, false);
    }

    /** Adds a field that belongs to the machine, which stays as it is where nothing was kept. */
    <T> FormFields addOfMachine(String name, Property<T> property, Function<String, T> parse) {
        return add(name, property, parse, true);
    }

    private <T> FormFields add(String name, Property<T> property, Function<String, T> parse, boolean ofMachine) {
        fields.put(
                name,
                new Field(
                        () -> String.valueOf(property.getValue()),
                        text -> property.setValue(parse.apply(text)),
                        String.valueOf(property.getValue()),
                        ofMachine));
        return this;
    }

    /** The fields that do not say what they said at first, and those of the machine. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            String text = field.get().get();
            if (field.ofMachine() || !text.equals(field.first())) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    /** Shows what was kept; a field about which nothing sensible was kept goes back to what it said at first. */
    void set(Map<String, String> texts) {
        fields.forEach((name, field) -> {
            String otherwise = field.ofMachine() ? field.get().get() : field.first();
            String text = texts.getOrDefault(name, otherwise);
            try {
                field.set().accept(text);
            } catch (IllegalArgumentException e) {
                LOG.info("The kept field {} = {} is passed over", name, text, e);
                field.set().accept(otherwise);
            }
        });
    }
}
