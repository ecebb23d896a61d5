package org.palimpsest.app.train;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A field of a form: what is typed in it, and one sentence about what is wrong with that. */
final class FormField {
    private final String name;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    FormField(String name, String first) {
        this.name = name;
        text.set(first);
        text.addListener(change -> problem.set(""));
    }

    String name() {
        return name;
    }

    StringProperty textProperty() {
        return text;
    }

    /** What is typed, without blanks around it. */
    String text() {
        return String.valueOf(text.get()).strip();
    }

    /** Empty while nothing is wrong. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void setProblem(String sentence) {
        problem.set(sentence);
    }
}
