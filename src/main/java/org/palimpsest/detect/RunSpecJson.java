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
import java.util.OptionalInt;
import java.util.TreeMap;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.hub.HubPath;
import org.palimpsest.vector.AreaLimit;

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
        RunSpec.Detection detection = detection(fields);
        Optional<JsonFields> cleanUp = fields.optionalObject("cleanUp");
        RunSpec.Region region = new RunSpec.Region(
                fields.optionalText("area"),
                fields.optionalTexts("exclude").orElse(List.of()),
                fields.flag("crop", false));
        Preparation preparation = preparation(fields);
        Optional<JsonFields> reference = fields.optionalObject("reference");
        Optional<JsonFields> resources = fields.optionalObject("resources");
        RunSpec.Output output = output(fields.object("output"));
        fields.end();
        return new RunSpec(
                before,
                after,
                region,
                preparation,
                detection,
                cleanUp.isPresent() ? cleanUp(cleanUp.get()) : RunSpec.CleanUp.NONE,
                reference.isPresent() ? Optional.of(reference(reference.get())) : Optional.empty(),
                resources.isPresent() ? resources(resources.get()) : RunSpec.Resources.standard(),
                output);
    }

    private static RunSpec.Input input(JsonFields fields) throws BadInputException {
        RunSpec.Input input = RunSpec.Input.of(fields.text("path"))
                .withBands(fields.optionalWholes("bands").orElse(List.of()).stream()
                        .map(Math::toIntExact)
                        .toList())
                .withDate(fields.optionalText("date"))
                .withMask(fields.optionalText("mask"))
                .withUnit(fields.optionalText("unit"));
        fields.end();
        return input;
    }

    private static RunSpec.Detection detection(JsonFields fields) throws BadInputException {
        String detector = fields.text("detector");
        Optional<JsonFields> parameters = fields.optionalObject("parameters");
        return RunSpec.Detection.of(detector)
                .withParameters(parameters.isPresent() ? parameters.get().allTexts() : Map.of())
                .withCheckpoint(checkpoint(fields.optionalText("checkpoint")))
                .withThreshold(fields.optionalText("threshold"))
                .withDirection(fields.optionalText("direction").orElse(RunSpec.Detection.BOTH))
                .withForce(fields.flag("force", false));
    }

    private static Optional<Path> checkpoint(Optional<String> text) throws BadInputException {
        return text.isPresent() ? Optional.of(HubPath.of(text.get())) : Optional.empty();
    }

    private static Preparation preparation(JsonFields fields) throws BadInputException {
        Preparation standard = Preparation.STANDARD;
        return new Preparation(
                fields.optionalText("grid").orElse(standard.grid()),
                fields.optionalText("resampling").orElse(standard.resampling()),
                fields.optionalText("correction").orElse(standard.correction()),
                fields.optionalText("radiometry").orElse(standard.radiometry()));
    }

    private static RunSpec.CleanUp cleanUp(JsonFields fields) throws BadInputException {
        Optional<String> area = fields.optionalText("minimumArea");
        AreaLimit holes = fields.isText("fillHoles")
                ? AreaLimit.parse(fields.text("fillHoles"))
                : new AreaLimit(fields.whole("fillHoles", 0), false);
        fields.end();
        return new RunSpec.CleanUp(area.isPresent() ? AreaLimit.parse(area.get()) : AreaLimit.NONE, holes);
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
        OptionalInt windows = fields.has("windowsAtOnce")
                ? OptionalInt.of(Math.toIntExact(fields.whole("windowsAtOnce", 1)))
                : OptionalInt.empty();
        fields.end();
        return new RunSpec.Resources(device, memory, threads, windows);
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

    /**
     * The document as an object in the documented order. A key is left out where it has no value, and so are {@code force},
     * {@code grid}, {@code correction} and {@code radiometry} where nothing of the kind is asked for.
     */
    public static JsonObject toJson(RunSpec spec) {
        JsonObject json = new JsonObject();
        json.add("before", input(spec.before()));
        json.add("after", input(spec.after()));
        RunSpec.Detection detection = spec.detection();
        json.addProperty("detector", detection.detector());
        JsonObject parameters = new JsonObject();
        new TreeMap<>(detection.parameters()).forEach(parameters::addProperty);
        json.add("parameters", parameters);
        detection.checkpoint().ifPresent(path -> json.addProperty("checkpoint", HubPath.text(path)));
        detection.threshold().ifPresent(text -> json.addProperty("threshold", text));
        addUnless(RunSpec.Detection.BOTH, json, "direction", detection.direction());
        if (detection.force()) {
            json.addProperty("force", true);
        }
        JsonObject cleanUp = new JsonObject();
        cleanUp.addProperty("minimumArea", spec.cleanUp().minimumArea().text());
        AreaLimit holes = spec.cleanUp().fillHoles();
        // Pixels were the only unit once, and stand as a whole number.
        if (holes.metric() || holes.value() != Math.rint(holes.value())) {
            cleanUp.addProperty("fillHoles", holes.text());
        } else {
            cleanUp.addProperty("fillHoles", (long) holes.value());
        }
        json.add("cleanUp", cleanUp);
        spec.region().area().ifPresent(text -> json.addProperty("area", text));
        if (!spec.region().exclude().isEmpty()) {
            JsonArray excluded = new JsonArray();
            spec.region().exclude().forEach(excluded::add);
            json.add("exclude", excluded);
        }
        if (spec.region().crop()) {
            json.addProperty("crop", true);
        }
        Preparation preparation = spec.preparation();
        addUnless(Preparation.DEFAULT_GRID, json, "grid", preparation.grid());
        json.addProperty("resampling", preparation.resampling());
        addUnless(Preparation.NONE, json, "correction", preparation.correction());
        addUnless(Preparation.NONE, json, "radiometry", preparation.radiometry());
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
        spec.resources().windowsAtOnce().ifPresent(windows -> resources.addProperty("windowsAtOnce", windows));
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
        input.mask().ifPresent(mask -> json.addProperty("mask", mask));
        input.unit().ifPresent(unit -> json.addProperty("unit", unit));
        return json;
    }

    private static void addUnless(String nothing, JsonObject json, String key, String value) {
        if (!value.equals(nothing)) {
            json.addProperty(key, value);
        }
    }
}
