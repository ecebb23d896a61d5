package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest detectors}: lists every detector with its parameters, for people or as JSON. */
@Command(name = "detectors", description = "List the detectors and their parameters, or describe some of them.")
final class DetectorsCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Only these.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = root.shell().out();
        DetectorRegistry registry = DetectorRegistry.load();
        registry.problems().forEach(root.shell().err()::println);
        List<Detector> chosen = new ArrayList<>();
        for (String id : ids) {
            chosen.add(registry.get(id));
        }
        if (ids.isEmpty()) {
            chosen.addAll(registry.all());
        }
        if (json) {
            JsonArray array = new JsonArray();
            chosen.forEach(detector -> array.add(describe(detector)));
            out.println(new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .create()
                    .toJson(array));
        } else {
            chosen.forEach(detector -> print(detector, out));
        }
        return ExitCode.DONE;
    }

    private static void print(Detector detector, PrintWriter out) {
        DetectorCard card = detector.card();
        out.printf(Locale.ROOT, "%-12s %s (%d): %s%n", card.id(), card.name(), card.year(), card.summary());
        if (detector.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("checkpoint"))) {
            out.printf(
                    Locale.ROOT,
                    "    Needs weights (--checkpoint): its authors' (%s), or your own from \"palimpsest train\".%n",
                    card.paper());
        }
        detector.cost()
                .ifPresent(cost -> out.printf(
                        Locale.ROOT,
                        "    %.1f million parameters; about %s s a megapixel on two cores, %d MB.%n",
                        cost.parameters() / 1e6,
                        String.format(
                                Locale.ROOT,
                                cost.secondsPerMegapixel() < 10 ? "%.1f" : "%.0f",
                                cost.secondsPerMegapixel()),
                        cost.megabytes()));
        for (Parameter parameter : detector.parameters()) {
            out.printf(
                    Locale.ROOT,
                    "    --set %s=%s  %s%n",
                    parameter.name(),
                    parameter.defaultText(),
                    range(parameter) + parameter.help());
        }
    }

    private static String range(Parameter parameter) {
        if (parameter instanceof Parameter.Real real) {
            return span(NumberText.of(real.minimum()), NumberText.of(real.maximum()), real.unit());
        }
        if (parameter instanceof Parameter.Whole whole) {
            return span(Long.toString(whole.minimum()), Long.toString(whole.maximum()), whole.unit());
        }
        if (parameter instanceof Parameter.Choice choice) {
            return "(" + String.join(", ", choice.choices()) + ") ";
        }
        return "";
    }

    private static String span(String minimum, String maximum, String unit) {
        return "(" + minimum + " to " + maximum + (unit.isEmpty() ? "" : " " + unit) + ") ";
    }

    private static JsonObject describe(Detector detector) {
        DetectorCard card = detector.card();
        JsonObject json = new JsonObject();
        json.addProperty("id", card.id());
        json.addProperty("name", card.name());
        json.addProperty("summary", card.summary());
        json.addProperty("year", card.year());
        json.addProperty("paper", card.paper());
        json.addProperty("codeLicence", card.codeLicence());
        json.addProperty("weightsLicence", card.weightsLicence());
        json.addProperty("kind", word(card.kind()));
        json.add(
                "suits",
                texts(card.suits().stream().sorted().map(DetectorsCommand::word).toList()));
        json.addProperty("minimumBands", card.minimumBands());
        json.addProperty("defaultThreshold", card.defaultThreshold());
        detector.cost().ifPresent(cost -> {
            JsonObject costs = new JsonObject();
            costs.addProperty("parameters", cost.parameters());
            costs.addProperty("secondsPerMegapixel", cost.secondsPerMegapixel());
            costs.addProperty("megabytes", cost.megabytes());
            json.add("cost", costs);
        });
        JsonArray parameters = new JsonArray();
        detector.parameters().forEach(parameter -> parameters.add(describe(parameter)));
        json.add("parameters", parameters);
        return json;
    }

    private static JsonElement describe(Parameter parameter) {
        JsonObject json = new JsonObject();
        json.addProperty("name", parameter.name());
        json.addProperty("label", parameter.label());
        if (parameter instanceof Parameter.Real real) {
            json.addProperty("type", "real");
            json.addProperty("unit", real.unit());
            json.addProperty("minimum", real.minimum());
            json.addProperty("maximum", real.maximum());
            json.addProperty("default", real.defaultValue());
        } else if (parameter instanceof Parameter.Whole whole) {
            json.addProperty("type", "whole");
            json.addProperty("unit", whole.unit());
            json.addProperty("minimum", whole.minimum());
            json.addProperty("maximum", whole.maximum());
            json.addProperty("default", whole.defaultValue());
        } else if (parameter instanceof Parameter.Choice choice) {
            json.addProperty("type", "choice");
            json.add("choices", texts(choice.choices()));
            json.addProperty("default", choice.defaultValue());
        } else if (parameter instanceof Parameter.Flag flag) {
            json.addProperty("type", "flag");
            json.addProperty("default", flag.defaultValue());
        } else {
            json.addProperty("type", "file");
            json.addProperty("default", parameter.defaultText());
        }
        json.addProperty("help", parameter.help());
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
