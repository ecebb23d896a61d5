package org.palimpsest.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Version;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.RunSpecJson;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Cut;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.detect.threshold.ThresholdRule;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * Gathers what {@code run.json} tells of a run: the run document completed with everything that was decided on the way.
 *
 * <p>All keys are described in {@code docs/cli.md}. Filled by the thread that executes the run.
 */
final class RunRecord {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private RunSpec spec;
    private final String runId;
    private final DetectorCard card;
    private final Instant started;
    private final JsonArray inputs = new JsonArray();
    private final JsonObject decided = new JsonObject();
    private final JsonObject result = new JsonObject();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long lap = System.nanoTime();

    RunRecord(RunSpec spec, RunIdentity identity, DetectorCard card, Instant started) {
        this.spec = spec;
        this.runId = identity.runId();
        this.card = card;
        this.started = started;
    }

    String runId() {
        return runId;
    }

    /** Tells how many windows were computed at once, so that the run is repeated with as many whatever memory is free then. */
    void windowsAtOnce(int windows) {
        spec = spec.withResources(spec.resources().withWindowsAtOnce(windows));
    }

    /** Tells of every input: which file, its hash, and what it holds. */
    void inputs(OpenPair pair, FileHashes hashes) throws BadInputException, CancelledException, IOException {
        input("before", pair.before(), hashes);
        input("after", pair.after(), hashes);
        if (pair.reference().isPresent()) {
            input("reference", pair.reference().get().raster(), hashes);
        }
        for (Path file : pair.beforeMaskFiles()) {
            inputs.add(file("mask-before", file, hashes));
        }
        for (Path file : pair.afterMaskFiles()) {
            inputs.add(file("mask-after", file, hashes));
        }
        for (Path file : pair.region().areaFiles()) {
            inputs.add(file("area", file, hashes));
        }
        for (Path file : pair.region().excludedFiles()) {
            inputs.add(file("exclude", file, hashes));
        }
    }

    private void input(String role, Raster raster, FileHashes hashes)
            throws BadInputException, CancelledException, IOException {
        for (Path file : raster.files()) {
            JsonObject json = file(role, file, hashes);
            json.addProperty("bands", raster.bands().size());
            grid(json, raster.grid());
            inputs.add(json);
        }
    }

    private static JsonObject file(String role, Path file, FileHashes hashes)
            throws BadInputException, CancelledException, IOException {
        JsonObject json = new JsonObject();
        json.addProperty("role", role);
        InputIdentity.of(file).toJson().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        json.addProperty("sha256", hashes.of(file));
        return json;
    }

    private static JsonObject grid(Grid grid) {
        JsonObject json = new JsonObject();
        grid(json, grid);
        return json;
    }

    private static void grid(JsonObject json, Grid grid) {
        json.addProperty("width", grid.width());
        json.addProperty("height", grid.height());
        grid.crs().ifPresent(crs -> json.addProperty("crs", crs.toString()));
        JsonArray transform = new JsonArray();
        transform.add(grid.transform().originX());
        transform.add(grid.transform().xPerColumn());
        transform.add(grid.transform().xPerRow());
        transform.add(grid.transform().originY());
        transform.add(grid.transform().yPerColumn());
        transform.add(grid.transform().yPerRow());
        json.add("transform", transform);
    }

    /** Tells how the statistic was computed, on which tiles of the analysis grid. */
    void computed(Settings settings, Map<String, String> modelRecord, OpenPair pair, TilePlan plan)
            throws BadInputException, CancelledException, IOException {
        JsonObject parameters = new JsonObject();
        settings.texts().forEach(parameters::addProperty);
        decided.add("parameters", parameters);
        if (!modelRecord.isEmpty()) {
            JsonObject model = new JsonObject();
            modelRecord.forEach(model::addProperty);
            decided.add("model", model);
        }
        decided.add("analysisGrid", grid(pair.pair().grid()));
        Window extent = plan.extent();
        decided.add("extent", window(extent.x(), extent.y(), extent.width(), extent.height()));
        decided.add("tile", window(0, 0, plan.tileWidth(), plan.tileHeight()));
        decided.add("shift", ShiftRecord.of(pair.shift()));
        decided.addProperty("overlapShare", pair.overlap().share());
    }

    /** Tells what was decided before the products were made. */
    void decided(ThresholdRule rule, Decision decision, OpenPair pair) {
        Statistic statistic = decision.statistic();
        JsonObject meaning = new JsonObject();
        meaning.addProperty("name", statistic.name());
        meaning.addProperty("unit", statistic.unit());
        meaning.addProperty("signed", statistic.signed());
        decided.add("statistic", meaning);
        decided.add("threshold", threshold(rule, decision));
        decided.add("grid", grid(pair.grid()));
    }

    private static JsonObject threshold(ThresholdRule rule, Decision decision) {
        JsonObject json = new JsonObject();
        json.addProperty("rule", rule.text());
        json.addProperty("direction", decision.sign().word());
        describe(decision, new Cut(decision.magnitude(), Double.NEGATIVE_INFINITY), json);
        if (decision.sign() == ChangeSign.BOTH) {
            raise(decision.gain(), json);
        } else {
            json.add("gain", side(decision, decision.gain()));
            json.add("loss", side(decision, decision.loss()));
        }
        return json;
    }

    private static JsonObject side(Decision decision, Cut cut) {
        JsonObject json = new JsonObject();
        describe(decision, cut, json);
        raise(cut, json);
        return json;
    }

    private static void describe(Decision decision, Cut cut, JsonObject json) {
        if (Double.isFinite(cut.magnitude())) {
            json.addProperty("value", cut.magnitude());
            json.addProperty("score", decision.statistic().scoreMap().score(cut.magnitude()));
        }
    }

    private static void raise(Cut cut, JsonObject json) {
        if (cut.raised()) {
            json.addProperty("raisedFrom", cut.found());
        }
    }

    private static JsonObject window(int x, int y, int width, int height) {
        JsonObject json = new JsonObject();
        json.addProperty("x", x);
        json.addProperty("y", y);
        json.addProperty("width", width);
        json.addProperty("height", height);
        return json;
    }

    private JsonObject detector() {
        JsonObject json = new JsonObject();
        json.addProperty("id", card.id());
        json.addProperty("name", card.name());
        json.addProperty("year", card.year());
        json.addProperty("paper", card.paper());
        json.addProperty("codeLicence", card.codeLicence());
        json.addProperty("weightsLicence", card.weightsLicence());
        return json;
    }

    /** What else was decided, to be filled in. */
    JsonObject decided() {
        return decided;
    }

    /** What came out, to be filled in. */
    JsonObject result() {
        return result;
    }

    /** Keeps that a stage took the time since the last one ended. */
    void took(String stage) {
        long now = System.nanoTime();
        seconds.merge(stage, (now - lap) / 1e9, Double::sum);
        lap = now;
    }

    /** Writes the record, with size and SHA-256 of every product. */
    void write(Path file, List<Notice> warnings, List<Path> products, FileHashes hashes)
            throws BadInputException, CancelledException, IOException {
        JsonObject json = new JsonObject();
        json.addProperty("palimpsest", Version.text());
        json.addProperty("java", Runtime.version().toString());
        json.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.addProperty("runId", runId);
        json.addProperty("started", started.truncatedTo(ChronoUnit.MILLIS).toString());
        json.addProperty(
                "finished", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        json.add("run", RunSpecJson.toJson(spec));
        json.add("inputs", inputs);
        json.add("detector", detector());
        json.add("decided", decided);
        json.add("result", result);
        json.add("warnings", NoticeJson.messages(warnings));
        json.add("notices", NoticeJson.array(warnings));
        JsonObject timings = new JsonObject();
        seconds.forEach((stage, value) ->
                timings.addProperty(stage, Double.parseDouble(String.format(Locale.ROOT, "%.3f", value))));
        json.add("seconds", timings);
        JsonArray list = new JsonArray();
        for (Path product : products) {
            JsonObject entry = new JsonObject();
            entry.addProperty("file", product.getFileName().toString());
            entry.addProperty("bytes", Files.size(product));
            entry.addProperty("sha256", hashes.of(product));
            list.add(entry);
        }
        json.add("products", list);
        AtomicFile.writeText(file, GSON.toJson(json) + "\n");
    }
}
