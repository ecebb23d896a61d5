package org.palimpsest.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.palimpsest.app.detector.DetectorsViewModel;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.project.ProjectForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The form of the next run as the project file holds it, and back: detector, parameters, fields and the drawn area. */
final class SavedForm {
    private static final Logger LOG = LoggerFactory.getLogger(SavedForm.class);
    private static final String DETECTOR = "detector";
    private static final String DRAWN = "drawn";

    private SavedForm() {}

    static ProjectForm of(Workbench workbench) {
        Map<String, String> fields = new LinkedHashMap<>(workbench.form().texts());
        workbench
                .detectors()
                .selectedProperty()
                .get()
                .map(detector -> detector.card().id())
                .filter(id -> !id.equals(DetectorsViewModel.FIRST))
                .ifPresent(id -> fields.put(DETECTOR, id));
        if (!workbench.map().drawn().isEmpty()) {
            fields.put(
                    DRAWN,
                    workbench.map().drawn().stream()
                            .map(place -> place.x() + " " + place.y())
                            .collect(Collectors.joining(", ")));
        }
        return new ProjectForm(fields, workbench.detectors().typed());
    }

    static void restore(ProjectForm form, Workbench workbench) {
        workbench.form().set(form.fields());
        workbench.detectors().setTyped(form.parameters());
        workbench.detectors().select(form.fields().getOrDefault(DETECTOR, DetectorsViewModel.FIRST));
        workbench.map().drawn().setAll(places(form.fields().getOrDefault(DRAWN, "")));
    }

    private static List<Position> places(String text) {
        List<Position> places = new ArrayList<>();
        try {
            for (String pair : text.isEmpty() ? new String[0] : text.split(", ")) {
                String[] numbers = pair.split(" ");
                places.add(new Position(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.info("The kept area {} is passed over", text, e);
            return List.of();
        }
        return places;
    }
}
