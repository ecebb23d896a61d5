package org.palimpsest.project;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.detect.RunSpecJson;
import org.palimpsest.label.LabelFile;
import org.palimpsest.label.LabelMap;

/**
 * Reads the text of a project file.
 *
 * <p>A newer format is refused as a whole. Within this format an unknown key, or a run whose document cannot be read, is
 * left out with a warning: better a project that opens and says what it left out than work that cannot be reached.
 */
final class ProjectJsonReader {
    private final String source;
    private final ProjectPaths paths;
    private final List<String> warnings = new ArrayList<>();

    private final LabelFolder kept;

    private ProjectJsonReader(String source, ProjectPaths paths, LabelFolder kept) {
        this.source = source;
        this.paths = paths;
        this.kept = kept;
    }

    /**
     * Reads a project.
     *
     * @param source how messages call the file
     * @param folder the file's folder, to which paths are relative
     * @param kept hears which file holds the labels
     * @throws NewerProjectException when a newer version wrote it
     */
    static ProjectDocument read(String source, String text, Path folder, LabelFolder kept) throws BadInputException {
        JsonFields fields = JsonFields.parse(source, text);
        long format = fields.whole("format", -1);
        String writtenBy = fields.optionalText("writtenBy").orElse("?");
        if (format > ProjectJson.FORMAT) {
            throw new NewerProjectException(source, format, writtenBy);
        }
        if (format < 1) {
            throw new BadInputException(source + " is not a project of Palimpsest: it has no \"format\" of 1 or more.");
        }
        try {
            Optional<Path> savedIn = fields.optionalText("savedIn").map(Path::of);
            return new ProjectJsonReader(source, new ProjectPaths(folder, savedIn), kept).document(fields);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new BadInputException(source + ": " + e.getMessage(), e);
        }
    }

    private ProjectDocument document(JsonFields fields) throws BadInputException {
        long revision = fields.whole("revision", 0);
        Instant savedAt = Instant.parse(fields.text("savedAt"));
        ProjectForm form = form(fields);
        Optional<JsonFields> viewFields = fields.optionalObject("view");
        Optional<ProjectView> view = viewFields.isPresent() ? Optional.of(view(viewFields.get())) : Optional.empty();
        List<ProjectLayer> layers = new ArrayList<>();
        for (JsonFields layer : fields.objects("layers")) {
            layers.add(layer(layer));
        }
        List<ProjectRun> runs = new ArrayList<>();
        for (JsonFields run : fields.objects("runs")) {
            run(run).ifPresent(runs::add);
        }
        Optional<ProjectLabels> labels = labels(fields);
        end(fields);
        return new ProjectDocument(revision, savedAt, new Project(layers, view, runs, form, labels), warnings);
    }

    private ProjectForm form(JsonFields project) throws BadInputException {
        Optional<JsonFields> stored = project.optionalObject("form");
        Optional<JsonFields> pair = project.optionalObject("pair");
        if (stored.isEmpty()) {
            // Before the form was kept, this was all of it.
            return pair.isEmpty()
                    ? ProjectForm.STANDARD
                    : new ProjectForm(Map.of("resampling", pair.get().text("resampling")), Map.of());
        }
        JsonFields form = stored.get();
        Map<String, Map<String, String>> parameters = new HashMap<>();
        for (JsonFields detector : form.objects("parameters")) {
            parameters.put(detector.text("detector"), detector.object("values").allTexts());
            end(detector);
        }
        ProjectForm read = new ProjectForm(form.object("fields").allTexts(), parameters);
        end(form);
        return read;
    }

    private ProjectView view(JsonFields fields) throws BadInputException {
        double[] centre = two(fields, "centre");
        ProjectView view = new ProjectView(
                centre[0],
                centre[1],
                fields.number("unitsPerPixel"),
                fields.optionalText("crs"),
                fields.optionalText("mode").orElse("overlay"));
        end(fields);
        return view;
    }

    private ProjectLayer layer(JsonFields fields) throws BadInputException {
        Map<Long, ReviewMark> review = new HashMap<>();
        for (JsonFields mark : fields.objects("review")) {
            review.put(
                    mark.whole("id", -1),
                    new ReviewMark(
                            constant(ReviewMark.Decision.class, mark, "decision"),
                            mark.optionalText("note").orElse("")));
            end(mark);
        }
        ProjectLayer layer = new ProjectLayer(
                fields.text("name"),
                paths.path(fields.text("source")),
                constant(ProjectLayer.Role.class, fields, "role"),
                style(fields.object("style")),
                fields.number("opacity"),
                fields.flag("visible", true),
                review);
        end(fields);
        return layer;
    }

    /** The labels of the project; left out with a warning when their file cannot be read. */
    private Optional<ProjectLabels> labels(JsonFields project) throws BadInputException {
        Optional<JsonFields> stored = project.optionalObject("labels");
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        JsonFields fields = stored.get();
        Path file = paths.path(fields.text("file"));
        double opacity = fields.number("opacity");
        boolean visible = fields.flag("visible", true);
        end(fields);
        try {
            LabelMap map = LabelFile.read(file);
            kept.isKept(map, file);
            return Optional.of(new ProjectLabels(map, opacity, visible));
        } catch (BadInputException e) {
            warnings.add("The labels were left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private LayerStyle style(JsonFields fields) throws BadInputException {
        String kind = fields.text("kind");
        LayerStyle style =
                switch (kind) {
                    case "bands" -> bands(fields);
                    case "score" -> new LayerStyle.Score(fields.number("threshold"));
                    case "colour" -> new LayerStyle.OneColour(argb(fields.text("argb")));
                    default ->
                        throw new BadInputException(
                                source + ": a style is bands, score or colour, but one was \"" + kind + "\".");
                };
        end(fields);
        return style;
    }

    private static LayerStyle bands(JsonFields fields) throws BadInputException {
        List<Integer> bands = fields.optionalWholes("bands").orElse(List.of()).stream()
                .map(Math::toIntExact)
                .toList();
        List<Double> low = fields.numbers("low");
        List<Double> high = fields.numbers("high");
        List<LayerStyle.Range> ranges = new ArrayList<>();
        for (int i = 0; i < Math.min(low.size(), high.size()); i++) {
            ranges.add(new LayerStyle.Range(low.get(i), high.get(i)));
        }
        return new LayerStyle.Bands(bands, ranges);
    }

    private int argb(String text) throws BadInputException {
        if (!text.matches("#[0-9a-fA-F]{8}")) {
            throw new BadInputException(
                    source + ": a colour is # and 8 hexadecimal digits, but one was \"" + text + "\".");
        }
        return Integer.parseUnsignedInt(text.substring(1), 16);
    }

    private Optional<ProjectRun> run(JsonFields fields) throws BadInputException {
        String title = fields.text("title");
        try {
            List<ProjectRun.Product> products = new ArrayList<>();
            for (JsonFields product : fields.objects("products")) {
                products.add(new ProjectRun.Product(product.text("kind"), paths.path(product.text("file"))));
                end(product);
            }
            ProjectRun run = new ProjectRun(
                    title,
                    paths.restored(RunSpecJson.fromJson(source, fields.object("run"))),
                    constant(ProjectRun.State.class, fields, "state"),
                    fields.optionalText("whatHappened").orElse(""),
                    fields.optionalText("whatToDo").orElse(""),
                    products);
            end(fields);
            return Optional.of(run);
        } catch (BadInputException e) {
            warnings.add("The run \"" + title + "\" was left out, because its record cannot be read: " + e.getMessage()
                    + " Its files are where they were.");
            return Optional.empty();
        }
    }

    private double[] two(JsonFields fields, String key) throws BadInputException {
        List<Double> values = fields.numbers(key);
        if (values.size() != 2) {
            throw new BadInputException(
                    source + ": \"" + key + "\" must be two numbers, but has " + values.size() + ".");
        }
        return new double[] {values.get(0), values.get(1)};
    }

    private <E extends Enum<E>> E constant(Class<E> type, JsonFields fields, String key) throws BadInputException {
        String text = fields.text(key);
        for (E constant : type.getEnumConstants()) {
            if (ProjectJson.word(constant).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new BadInputException(source + ": \"" + text + "\" is not a value of \"" + key + "\" that is known.");
    }

    private void end(JsonFields fields) {
        for (String key : fields.unknownKeys()) {
            warnings.add(source + " holds the key \"" + key + "\", which is not known and was left out.");
        }
    }
}
