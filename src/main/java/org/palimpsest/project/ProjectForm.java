package org.palimpsest.project;

import java.util.HashMap;
import java.util.Map;

/**
 * What the form of the next run says, in the window's own words, so that a field may come or go without a new format.
 *
 * @param fields text of each field by its name; a field that is not there has its default
 * @param parameters of each detector by its id, as typed, where they differ from the defaults
 */
public record ProjectForm(Map<String, String> fields, Map<String, Map<String, String>> parameters) {
    /** A form in which nothing was changed. */
    public static final ProjectForm STANDARD = new ProjectForm(Map.of(), Map.of());

    public ProjectForm {
        fields = Map.copyOf(fields);
        Map<String, Map<String, String>> copies = new HashMap<>();
        parameters.forEach((detector, values) -> copies.put(detector, Map.copyOf(values)));
        parameters = Map.copyOf(copies);
    }
}
