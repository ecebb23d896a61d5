package org.palimpsest.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Window;

/**
 * Run events as lines of JSON: what the worker sends and what the shell prints with {@code --json}.
 *
 * <p>Every event is one object in one line with the key {@code event}; numbers that are not known are left out. All keys are
 * described in {@code docs/worker-protocol.md}.
 */
public final class RunEventJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private RunEventJson() {}

    /** The event as one line without its end. */
    public static String toLine(RunEvent event) {
        return GSON.toJson(toJson(event));
    }

    /** The event as an object. */
    public static JsonObject toJson(RunEvent event) {
        JsonObject json = new JsonObject();
        if (event instanceof RunEvent.Stage stage) {
            json.addProperty("event", "stage");
            json.addProperty("name", stage.name());
            json.addProperty("total", stage.total());
        } else if (event instanceof RunEvent.Step step) {
            json.addProperty("event", "step");
            json.addProperty("stage", step.stage());
            json.addProperty("done", step.done());
            json.addProperty("total", step.total());
            addKnown(json, "megapixelsPerSecond", step.megapixelsPerSecond());
            addKnown(json, "secondsLeft", step.secondsLeft());
        } else if (event instanceof RunEvent.Fitted fitted) {
            json.addProperty("event", "fitted");
            FittedJson.add(json, fitted);
        } else if (event instanceof RunEvent.Tile tile) {
            json.addProperty("event", "tile");
            json.addProperty("x", tile.window().x());
            json.addProperty("y", tile.window().y());
            json.addProperty("width", tile.window().width());
            json.addProperty("height", tile.window().height());
        } else if (event instanceof RunEvent.Note note) {
            json.addProperty("event", "note");
            json.addProperty("text", note.text());
        } else if (event instanceof RunEvent.Epoch epoch) {
            json.addProperty("event", "epoch");
            json.addProperty("number", epoch.number());
            json.addProperty("total", epoch.total());
            addKnown(json, "loss", epoch.loss());
            addKnown(json, "maskShare", epoch.maskShare());
            epoch.map().ifPresent(map -> json.addProperty("map", map.toString()));
        } else if (event instanceof RunEvent.Warning warning) {
            json.addProperty("event", "warning");
            NoticeJson.add(json, warning.notice());
        } else if (event instanceof RunEvent.Product product) {
            json.addProperty("event", "product");
            json.addProperty("kind", product.kind());
            json.addProperty("file", product.file().toString());
        } else if (event instanceof RunEvent.Observed observed) {
            json.addProperty("event", "observed");
            json.addProperty("observedPixels", observed.observedPixels());
            json.addProperty("unobservedPixels", observed.unobservedPixels());
            addKnown(json, "unobservedSquareMetres", observed.unobservedSquareMetres());
        } else if (event instanceof RunEvent.Finished finished) {
            json.addProperty("event", "finished");
            addOutcome(json, finished.outcome());
        }
        return json;
    }

    private static void addOutcome(JsonObject json, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            json.addProperty("outcome", "done");
            json.add(
                    "products",
                    array(done.products().stream().map(Path::toString).toList()));
            json.add("warnings", NoticeJson.messages(done.warnings()));
            json.add("notices", NoticeJson.array(done.warnings()));
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            json.addProperty("outcome", "cancelled");
            json.addProperty("tilesKept", cancelled.tilesKept());
        } else if (outcome instanceof Outcome.Failed failed) {
            json.addProperty("outcome", "failed");
            json.addProperty("whatHappened", failed.whatHappened().message());
            json.addProperty("whatToDo", failed.whatToDo().message());
            json.add("notices", NoticeJson.array(List.of(failed.whatHappened(), failed.whatToDo())));
            json.addProperty("fault", failed.fault());
        }
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static void addKnown(JsonObject json, String key, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(key, value);
        }
    }

    /** Reads an event; keys that it does not know are passed over, so that a newer worker is understood. */
    public static RunEvent read(JsonFields fields) throws BadInputException {
        String kind = fields.text("event");
        return switch (kind) {
            case "stage" -> new RunEvent.Stage(fields.text("name"), fields.whole("total", 0));
            case "step" ->
                new RunEvent.Step(
                        fields.text("stage"),
                        fields.whole("done", 0),
                        fields.whole("total", 0),
                        fields.optionalNumber("megapixelsPerSecond").orElse(Double.NaN),
                        fields.optionalNumber("secondsLeft").orElse(Double.NaN));
            case "fitted" -> FittedJson.read(fields);
            case "tile" ->
                new RunEvent.Tile(new Window(
                        (int) fields.number("x"), (int) fields.number("y"), (int) fields.number("width"), (int)
                                fields.number("height")));
            case "note" -> new RunEvent.Note(fields.text("text"));
            case "epoch" ->
                new RunEvent.Epoch(
                        (int) fields.number("number"),
                        (int) fields.number("total"),
                        fields.optionalNumber("loss").orElse(Double.NaN),
                        fields.optionalNumber("maskShare").orElse(Double.NaN),
                        fields.optionalText("map").map(Path::of));
            case "warning" -> new RunEvent.Warning(NoticeJson.read(fields));
            case "product" -> new RunEvent.Product(fields.text("kind"), Path.of(fields.text("file")));
            case "observed" ->
                new RunEvent.Observed(
                        fields.whole("observedPixels", 0),
                        fields.whole("unobservedPixels", 0),
                        fields.optionalNumber("unobservedSquareMetres").orElse(Double.NaN));
            case "finished" -> new RunEvent.Finished(outcome(fields));
            default -> throw new BadInputException("There is no event \"" + kind + "\".");
        };
    }

    private static Outcome failed(JsonFields fields) throws BadInputException {
        Notice whatHappened = Notice.plain(fields.text("whatHappened"));
        Notice whatToDo = Notice.plain(fields.text("whatToDo"));
        List<Notice> both = NoticeJson.list(fields, "");
        return both.size() == 2
                ? new Outcome.Failed(both.get(0), both.get(1), fields.flag("fault", true))
                : new Outcome.Failed(whatHappened, whatToDo, fields.flag("fault", true));
    }

    private static Outcome outcome(JsonFields fields) throws BadInputException {
        String kind = fields.text("outcome");
        return switch (kind) {
            case "done" ->
                new Outcome.Done(
                        fields.optionalTexts("products").orElse(List.of()).stream()
                                .map(Path::of)
                                .toList(),
                        NoticeJson.list(fields, "warnings"));
            case "cancelled" -> new Outcome.Cancelled(fields.whole("tilesKept", 0));
            case "failed" -> failed(fields);
            default -> throw new BadInputException("There is no outcome \"" + kind + "\".");
        };
    }
}
