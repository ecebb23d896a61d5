package org.palimpsest.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.zoo.NetworkOptions;

/** {@link TrainSpec} as the text of {@code training.json}. */
final class TrainSpecJson {
    static final String FILE = "training.json";
    private static final int FORMAT = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private TrainSpecJson() {}

    static String write(TrainSpec spec) throws BadInputException {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("dataset", spec.dataset().toAbsolutePath().toString());
        spec.labels().ignored().ifPresent(value -> json.addProperty("ignore", value));
        json.addProperty("network", spec.network());
        json.add("options", GSON.toJsonTree(new TreeMap<>(spec.options().values())));
        json.addProperty("recipe", spec.recipe().name());
        json.add("settings", GSON.toJsonTree(spec.settings().texts()));
        JsonObject sides = new JsonObject();
        sides.add("weights", GSON.toJsonTree(spec.recipe().sides().weights()));
        sides.addProperty("labelResized", spec.recipe().sides().labelResized());
        sides.addProperty("logits", spec.recipe().sides().logits());
        json.add("sides", sides);
        json.add("encoder", GSON.toJsonTree(new TreeMap<>(spec.recipe().encoder())));
        spec.init().ifPresent(path -> json.addProperty("init", path.toString()));
        spec.encoderWeights().ifPresent(path -> json.addProperty("encoderWeights", path.toString()));
        json.addProperty("freezeEncoder", spec.freezeEncoder());
        return GSON.toJson(json) + "\n";
    }

    static TrainSpec read(String name, String text) throws BadInputException {
        JsonFields json = JsonFields.parse(name, text);
        long format = json.whole("format", 0);
        if (format != FORMAT) {
            throw new BadInputException(
                    name + " has the format " + format + "; this version of Palimpsest reads " + FORMAT + ".");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        json.object("options").allTexts().forEach((key, value) -> options.put(key, NetworkChoice.value(value)));
        Recipe recipe = new Recipe(
                json.text("recipe"),
                "",
                json.object("settings").allTexts(),
                options,
                SideOutputs.read(json.object("sides")),
                json.object("encoder").allTexts());
        Optional<Double> ignored = json.optionalNumber("ignore");
        TrainSpec spec = new TrainSpec(
                Path.of(json.text("dataset")),
                new LabelRule(ignored.isPresent() ? OptionalDouble.of(ignored.get()) : OptionalDouble.empty()),
                json.text("network"),
                new NetworkOptions(options),
                recipe,
                json.optionalText("init").map(Path::of),
                json.optionalText("encoderWeights").map(Path::of),
                json.flag("freezeEncoder", false));
        json.end();
        return spec;
    }
}
