package org.palimpsest.project;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palimpsest.base.Version;
import org.palimpsest.detect.RunSpecJson;

/**
 * Writes a project as JSON text; {@link ProjectJsonReader} reads it back. Every key is described in {@code
 * docs/project-file.md}.
 */
final class ProjectJson {
    /** The number of the format; it grows whenever an older version could misread or lose something. */
    static final int FORMAT = 1;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final ProjectPaths paths;

    private final Optional<Path> labels;

    private ProjectJson(ProjectPaths paths, Optional<Path> labels) {
        this.paths = paths;
        this.labels = labels;
    }

    /**
     * The text of a project file in {@code folder}.
     *
     * @param labels the file that holds the project's labels; empty when it has none
     */
    static String text(ProjectDocument document, Path folder, Optional<Path> labels) {
        ProjectJson writer = new ProjectJson(new ProjectPaths(folder, Optional.empty()), labels);
        return GSON.toJson(writer.document(document)) + "\n";
    }

    private JsonObject document(ProjectDocument document) {
        Project project = document.project();
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("writtenBy", Version.text());
        json.addProperty("revision", document.revision());
        json.addProperty(
                "savedAt", document.savedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.addProperty("savedIn", paths.folder().toString());
        json.add("form", form(project.form()));
        project.view().ifPresent(view -> json.add("view", view(view)));
        JsonArray layers = new JsonArray();
        project.layers().forEach(layer -> layers.add(layer(layer)));
        json.add("layers", layers);
        project.labels().ifPresent(drawn -> labels.ifPresent(file -> json.add("labels", labels(drawn, file))));
        JsonArray runs = new JsonArray();
        project.runs().forEach(run -> runs.add(run(run)));
        json.add("runs", runs);
        return json;
    }

    private static JsonObject form(ProjectForm form) {
        JsonObject json = new JsonObject();
        json.add("fields", texts(form.fields()));
        JsonArray parameters = new JsonArray();
        new TreeMap<>(form.parameters()).forEach((detector, values) -> {
            JsonObject object = new JsonObject();
            object.addProperty("detector", detector);
            object.add("values", texts(values));
            parameters.add(object);
        });
        json.add("parameters", parameters);
        return json;
    }

    private static JsonObject texts(Map<String, String> values) {
        JsonObject json = new JsonObject();
        new TreeMap<>(values).forEach(json::addProperty);
        return json;
    }

    private static JsonObject view(ProjectView view) {
        JsonObject json = new JsonObject();
        json.add("centre", numbers(view.centreX(), view.centreY()));
        json.addProperty("unitsPerPixel", view.unitsPerPixel());
        view.crs().ifPresent(crs -> json.addProperty("crs", crs));
        json.addProperty("mode", view.mode());
        return json;
    }

    private JsonObject labels(ProjectLabels drawn, Path file) {
        JsonObject json = new JsonObject();
        json.addProperty("file", paths.text(file));
        json.addProperty("visible", drawn.visible());
        json.addProperty("opacity", drawn.opacity());
        return json;
    }

    private JsonObject layer(ProjectLayer layer) {
        JsonObject json = new JsonObject();
        json.addProperty("name", layer.name());
        json.addProperty("source", paths.text(layer.source()));
        json.addProperty("role", word(layer.role()));
        json.addProperty("visible", layer.visible());
        json.addProperty("opacity", layer.opacity());
        json.add("style", style(layer.style()));
        if (!layer.review().isEmpty()) {
            JsonArray review = new JsonArray();
            new TreeMap<>(layer.review()).forEach((id, mark) -> review.add(mark(id, mark)));
            json.add("review", review);
        }
        return json;
    }

    private static JsonObject mark(long id, ReviewMark mark) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("decision", word(mark.decision()));
        if (!mark.note().isEmpty()) {
            json.addProperty("note", mark.note());
        }
        return json;
    }

    private static JsonObject style(LayerStyle style) {
        JsonObject json = new JsonObject();
        if (style instanceof LayerStyle.Bands bands) {
            json.addProperty("kind", "bands");
            JsonArray indices = new JsonArray();
            bands.bands().forEach(indices::add);
            json.add("bands", indices);
            JsonArray low = new JsonArray();
            JsonArray high = new JsonArray();
            bands.ranges().forEach(range -> {
                low.add(range.low());
                high.add(range.high());
            });
            json.add("low", low);
            json.add("high", high);
        } else if (style instanceof LayerStyle.Score score) {
            json.addProperty("kind", "score");
            json.addProperty("threshold", score.threshold());
        } else if (style instanceof LayerStyle.OneColour colour) {
            json.addProperty("kind", "colour");
            json.addProperty("argb", String.format(Locale.ROOT, "#%08x", colour.argb()));
        }
        return json;
    }

    private JsonObject run(ProjectRun run) {
        JsonObject json = new JsonObject();
        json.addProperty("title", run.title());
        json.addProperty("state", word(run.state()));
        json.addProperty("whatHappened", run.whatHappened());
        json.addProperty("whatToDo", run.whatToDo());
        JsonArray products = new JsonArray();
        for (ProjectRun.Product product : run.products()) {
            JsonObject object = new JsonObject();
            object.addProperty("kind", product.kind());
            object.addProperty("file", paths.text(product.file()));
            products.add(object);
        }
        json.add("products", products);
        json.add("run", RunSpecJson.toJson(paths.stored(run.spec())));
        return json;
    }

    private static JsonArray numbers(double... values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    /** An enum's constant as the file has it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
