package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.Hub;
import org.palimpsest.hub.HubCatalogue;
import org.palimpsest.hub.HubKind;
import org.palimpsest.learned.UcdNames;
import org.palimpsest.zoo.NetworkRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest model list}: published models and datasets with licence, data set and published score, without asking anyone. */
@Command(
        name = "list",
        description = "List published models with data set, licence and score, and which were fetched; asks nobody.")
final class ModelListCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ModelCommand parent;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "Only those whose name or data set has these words.")
    private List<String> words = List.of();

    @Option(names = "--datasets", description = "List published datasets instead.")
    private boolean datasets;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, IOException {
        Hub hub = new HubPlaces(parent.shell(), json).hub();
        JsonArray array = new JsonArray();
        if (datasets) {
            listDatasets(hub, array);
        } else {
            listModels(hub, array);
        }
        if (json) {
            parent.shell()
                    .out()
                    .println(new GsonBuilder()
                            .setPrettyPrinting()
                            .disableHtmlEscaping()
                            .create()
                            .toJson(array));
        }
        return ExitCode.DONE;
    }

    private void listModels(Hub hub, JsonArray array) throws IOException {
        for (HubCatalogue.Model model : HubCatalogue.published().models()) {
            if (isAsked(model.reference() + " " + model.network() + " " + model.dataset())) {
                boolean fetched = hub.fetched(model.reference(), HubKind.MODEL).isPresent();
                Optional<String> network = UcdNames.find(model.network()).map(NetworkRegistry.Entry::id);
                if (json) {
                    array.add(object(model, network, fetched));
                } else {
                    print(model, network, fetched);
                }
            }
        }
    }

    private boolean isAsked(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> lower.contains(word.toLowerCase(Locale.ROOT)));
    }

    private void print(HubCatalogue.Model model, Optional<String> network, boolean fetched) {
        PrintWriter out = parent.shell().out();
        out.println(model.reference() + (fetched ? "  (fetched)" : ""));
        out.printf(
                Locale.ROOT,
                "    %s, trained on %s, %s%n",
                network.orElse(model.network() + " (a network that this version does not have)"),
                model.dataset(),
                model.licence());
        model.score()
                .ifPresent(score -> out.printf(
                        Locale.ROOT,
                        "    F1 %.4f, IoU %.4f, precision %.4f, recall %.4f, OA %.4f, says %s%n",
                        score.f1(),
                        score.iou(),
                        score.precision(),
                        score.recall(),
                        score.oa(),
                        score.source()));
        if (!model.note().isEmpty()) {
            out.println("    " + model.note());
        }
    }

    private static JsonObject object(HubCatalogue.Model model, Optional<String> network, boolean fetched) {
        JsonObject object = new JsonObject();
        object.addProperty("model", model.reference().toString());
        object.addProperty("network", network.orElse(model.network()));
        object.addProperty("usable", network.isPresent());
        object.addProperty("fetched", fetched);
        object.addProperty("dataset", model.dataset());
        object.addProperty("licence", model.licence());
        model.score().ifPresent(score -> object.add("published", PublishedScore.json(score)));
        if (!model.note().isEmpty()) {
            object.addProperty("note", model.note());
        }
        return object;
    }

    private void listDatasets(Hub hub, JsonArray array) throws IOException {
        for (HubCatalogue.Dataset dataset : HubCatalogue.published().datasets()) {
            if (!isAsked(dataset.reference().toString())) {
                continue;
            }
            boolean fetched = hub.fetched(dataset.reference(), HubKind.DATASET).isPresent();
            if (json) {
                JsonObject object = new JsonObject();
                object.addProperty("dataset", dataset.reference().toString());
                object.addProperty("train", dataset.train());
                object.addProperty("val", dataset.val());
                object.addProperty("test", dataset.test());
                dataset.bytes().ifPresent(bytes -> object.addProperty("bytes", bytes));
                object.addProperty("fetched", fetched);
                array.add(object);
            } else {
                parent.shell()
                        .out()
                        .printf(
                                Locale.ROOT,
                                "%s%s%n    pairs of 256 x 256 pixels: %d train, %d val, %d test%s%n",
                                dataset.reference(),
                                fetched ? "  (fetched)" : "",
                                dataset.train(),
                                dataset.val(),
                                dataset.test(),
                                dataset.bytes().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                ", about %.0f MB",
                                                dataset.bytes().getAsLong() / 1e6)
                                        : "");
            }
        }
    }
}
