package org.palimpsest.detect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/**
 * The run document as JSON text: what {@code palimpsest run} reads, what the worker is sent and what {@code run.json} keeps
 * under {@code "run"}.
 *
 * <p>Keys always come in one order, so that equal documents are equal texts. An unknown key is an error. Required are {@code
 * before.path}, {@code after.path}, {@code detector} and {@code output.directory}; all else has the defaults of {@link
 * RunSpec#of}. Every key is described in {@code docs/cli.md}.
 */
public final class RunSpecJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private RunSpecJson() {}

    /** Reads a run document, or the {@code run.json} of an earlier run, whose document is repeated. */
    public static RunSpec read(Path file) throws BadInputException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BadInputException("The run document " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new BadInputException(
                    "The run document " + file + " cannot be read as UTF-8 text. Check the path and its permissions.",
                    e);
        }
        return parse(file.toString(), text);
    }

    /**
     * Reads a run document from text.
     *
     * @param source how messages call it
     */
    public static RunSpec parse(String source, String text) throws BadInputException {
        JsonFields fields = JsonFields.parse(source, text);
        if (fields.has("run")) {
            return fromJson(source, fields.object("run"));
        }
        return fromJson(source, fields);
    }

    /** Reads a run document from an object that is part of a larger one. */
    public static RunSpec fromJson(String source, JsonFields fields) throws BadInputException {
        try {
            return document(fields);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(source + ": " + e.getMessage(), e);
        }
    }

    private static RunSpec document(JsonFields fields) throws BadInputException {
        RunSpec.Input before = input(fields.object("before"));
        RunSpec.Input after = input(fields.object("after"));
        String detector = fields.text("detector");
        Optional<JsonFields> parameters = fields.optionalObject("parameters");
        Optional<Path> checkpoint = path(fields.optionalText("checkpoint"));
        Optional<String> threshold = fields.optionalText("threshold");
        Optional<JsonFields> cleanUp = fields.optionalObject("cleanUp");
        Optional<String> area = fields.optionalText("area");
        String resampling = fields.optionalText("resampling").orElse(RunSpec.DEFAULT_RESAMPLING);
        Optional<JsonFields> reference = fields.optionalObject("reference");
        Optional<JsonFields> resources = fields.optionalObject("resources");
        RunSpec.Output output = output(fields.object("output"));
        fields.end();
        return new RunSpec(
                before,
                after,
                detector,
                parameters.isPresent() ? parameters.get().allTexts() : Map.of(),
                checkpoint,
                threshold,
                cleanUp.isPresent() ? cleanUp(cleanUp.get()) : RunSpec.CleanUp.NONE,
                area,
                resampling,
                reference.isPresent() ? Optional.of(reference(reference.get())) : Optional.empty(),
                resources.isPresent() ? resources(resources.get()) : RunSpec.Resources.standard(),
                output);
    }

    private static RunSpec.Input input(JsonFields fields) throws BadInputException {
        String path = fields.text("path");
        List<Integer> bands = fields.optionalWholes("bands").orElse(List.of()).stream()
                .map(Math::toIntExact)
                .toList();
        Optional<String> date = fields.optionalText("date");
        fields.end();
        return new RunSpec.Input(path, bands, date);
    }

    private static RunSpec.CleanUp cleanUp(JsonFields fields) throws BadInputException {
        Optional<String> area = fields.optionalText("minimumArea");
        long holes = fields.whole("fillHoles", 0);
        fields.end();
        return new RunSpec.CleanUp(
                area.isPresent() ? RunSpec.MinimumArea.parse(area.get()) : RunSpec.MinimumArea.NONE, holes);
    }

    private static RunSpec.Reference reference(JsonFields fields) throws BadInputException {
        Path path = path(Optional.of(fields.text("path"))).orElseThrow();
        Optional<Double> ignore = fields.optionalNumber("ignore");
        fields.end();
        return new RunSpec.Reference(path, ignore);
    }

    private static RunSpec.Resources resources(JsonFields fields) throws BadInputException {
        RunSpec.Resources standard = RunSpec.Resources.standard();
        String device = fields.optionalText("device").orElse(standard.device());
        long memory = fields.whole("memoryBytes", standard.memoryBytes());
        int threads = Math.toIntExact(fields.whole("threads", standard.threads()));
        fields.end();
        return new RunSpec.Resources(device, memory, threads);
    }

    private static RunSpec.Output output(JsonFields fields) throws BadInputException {
        Path directory = path(Optional.of(fields.text("directory"))).orElseThrow();
        List<String> formats = fields.optionalTexts("formats").orElse(RunSpec.Output.ALL_FORMATS);
        boolean overwrite = fields.flag("overwrite", false);
        fields.end();
        return new RunSpec.Output(directory, formats, overwrite);
    }

    private static Optional<Path> path(Optional<String> text) throws BadInputException {
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw new BadInputException("\"" + text.orElse("") + "\" is not a path on this system.", e);
        }
    }

    /** Writes the document so that {@link #read} gives it back. */
    public static void write(RunSpec spec, Path file) throws IOException {
        AtomicFile.writeText(file, toText(spec));
    }

    /** The document as text, pretty-printed, with a line feed at the end. */
    public static String toText(RunSpec spec) {
        return GSON.toJson(toJson(spec)) + "\n";
    }

    /** The document as an object, every key present unless it has no value, in the documented order. */
    public static JsonObject toJson(RunSpec spec) {
        JsonObject json = new JsonObject();
        json.add("before", input(spec.before()));
        json.add("after", input(spec.after()));
        json.addProperty("detector", spec.detector());
        JsonObject parameters = new JsonObject();
        new TreeMap<>(spec.parameters()).forEach(parameters::addProperty);
        json.add("parameters", parameters);
        spec.checkpoint().ifPresent(path -> json.addProperty("checkpoint", path.toString()));
        spec.threshold().ifPresent(text -> json.addProperty("threshold", text));
        JsonObject cleanUp = new JsonObject();
        cleanUp.addProperty("minimumArea", spec.cleanUp().minimumArea().text());
        cleanUp.addProperty("fillHoles", spec.cleanUp().fillHoles());
        json.add("cleanUp", cleanUp);
        spec.area().ifPresent(text -> json.addProperty("area", text));
        json.addProperty("resampling", spec.resampling());
        spec.reference().ifPresent(reference -> {
            JsonObject object = new JsonObject();
            object.addProperty("path", reference.path().toString());
            reference.ignore().ifPresent(value -> object.addProperty("ignore", value));
            json.add("reference", object);
        });
        JsonObject resources = new JsonObject();
        resources.addProperty("device", spec.resources().device());
        resources.addProperty("memoryBytes", spec.resources().memoryBytes());
        resources.addProperty("threads", spec.resources().threads());
        json.add("resources", resources);
        JsonObject output = new JsonObject();
        output.addProperty("directory", spec.output().directory().toString());
        JsonArray formats = new JsonArray();
        spec.output().formats().forEach(formats::add);
        output.add("formats", formats);
        output.addProperty("overwrite", spec.output().overwrite());
        json.add("output", output);
        return json;
    }

    private static JsonObject input(RunSpec.Input input) {
        JsonObject json = new JsonObject();
        json.addProperty("path", input.path());
        JsonArray bands = new JsonArray();
        input.bands().forEach(bands::add);
        json.add("bands", bands);
        input.date().ifPresent(date -> json.addProperty("date", date));
        return json;
    }
}
