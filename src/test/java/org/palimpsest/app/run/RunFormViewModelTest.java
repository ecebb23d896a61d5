package org.palimpsest.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.Test;

class RunFormViewModelTest {
    @Test
    void everyField_isKeptAndComesBack() throws Exception {
        RunFormViewModel form = new RunFormViewModel();
        Map<String, Property<?>> properties = properties(form);
        assertTrue(properties.size() >= 20, properties.keySet().toString());
        properties.values().forEach(RunFormViewModelTest::change);
        RunFormViewModel other = new RunFormViewModel();
        other.set(form.texts());
        properties(other)
                .forEach((name, property) -> assertEquals(properties.get(name).getValue(), property.getValue(), name));
    }

    @Test
    void nonsense_isPassedOver() {
        RunFormViewModel form = new RunFormViewModel();
        form.set(Map.of("area", "EVERYWHERE", "threads", "many", "minimumArea", "12", "fillHoles", "4", "future", "x"));
        assertEquals(RunFormViewModel.Area.OVERLAP, form.areaProperty().get());
        assertTrue(form.threadsProperty().get() > 0);
        // Older projects hold a number of pixels and no unit.
        assertEquals("4", form.fillHolesProperty().get());
        assertEquals("px", form.fillHolesUnitProperty().get());
        assertEquals("12", form.minimumAreaProperty().get());
    }

    /** Every property that the form and its parts offer, so that a new field cannot be forgotten. */
    private static Map<String, Property<?>> properties(RunFormViewModel form) throws Exception {
        Map<String, Property<?>> found = new LinkedHashMap<>();
        for (Object part : List.of(form, form.before(), form.after(), form.preparation())) {
            for (Method method : part.getClass().getMethods()) {
                if (Property.class.isAssignableFrom(method.getReturnType())) {
                    String owner = part == form.before() ? "before" : part == form.after() ? "after" : "";
                    found.put(owner + method.getName(), (Property<?>) method.invoke(part));
                }
            }
        }
        return found;
    }

    private static void change(Property<?> property) {
        if (property instanceof StringProperty text) {
            text.set(text.get() + "1");
        } else if (property instanceof LongProperty number) {
            number.set(number.get() + 1);
        } else if (property instanceof BooleanProperty flag) {
            flag.set(!flag.get());
        } else {
            @SuppressWarnings("unchecked")
            Property<RunFormViewModel.Area> area = (Property<RunFormViewModel.Area>) property;
            area.setValue(RunFormViewModel.Area.DRAWN);
        }
    }
}
