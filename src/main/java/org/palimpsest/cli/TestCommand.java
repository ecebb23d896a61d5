package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.UserFolder;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.hub.HubCatalogue;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.ReadyMadeModel;
import org.palimpsest.train.DetectorTrial;
import org.palimpsest.train.ModelTrial;
import org.palimpsest.train.TrainResources;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.LabelledPair;
import org.palimpsest.train.dataset.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest test}: scores finished models on labelled pairs, one table over all of them. */
@Command(
        name = "test",
        sortOptions = false,
        description = "Score models on labelled pairs, with the threshold that each was given when it was trained.")
final class TestCommand implements Callable<Integer> {
    private static final String DIFFERENCE = "  difference";
    private static final int COLUMNS = 6;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PalimpsestCommand root;

    @Parameters(paramLabel = "DATASET", description = "Folder or file of labelled pairs, or hub:OWNER/NAME[@REVISION].")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String dataset;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            split = ",",
            description =
                    "Model folders, files of weights, hub:OWNER/NAME[@REVISION], or detectors that need no weights,"
                            + " separated by commas.")
    private List<String> models = List.of();

    @Option(
            names = {"-d", "--detector"},
            paramLabel = "NETWORK",
            description = "Network that bare weights are for.")
    private @Nullable String network;

    @Option(names = "--split", paramLabel = "NAME", description = "train, val or test (default: test).")
    private String split = "test";

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Draw N pairs with label and prediction (default: 0).")
    private int pictures;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for metrics.json, predictions and pictures (default: none are written).")
    private @Nullable Path output;

    @Option(names = "--ignore", paramLabel = "V", description = "Value of the labels that means not labelled.")
    private @Nullable Double ignore;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, gpu or gpu:N (default: cpu).")
    private String device = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Working threads (default: one for each core).")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Print one JSON array with one object for each model.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, IOException, CancelledException {
        LabelRule labels = new LabelRule(ignore == null ? OptionalDouble.empty() : OptionalDouble.of(ignore));
        HubPlaces places = new HubPlaces(root.shell(), json);
        List<LabelledPair> pairs =
                Datasets.open(places.dataset(dataset), labels).split(Split.parse(split));
        TrainResources resources = new TrainResources(
                device,
                threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads),
                0,
                UserFolder.current().cache(),
                Optional.empty());
        List<ModelTrial.Result> results = new ArrayList<>();
        Map<ModelTrial.Result, PublishedScore> published = new LinkedHashMap<>();
        for (String model : models) {
            Optional<Detector> detector = detector(model);
            if (detector.isPresent()) {
                results.add(DetectorTrial.run(
                        detector.get(),
                        pairs,
                        resources,
                        root.shell().interruption().heeded()));
                continue;
            }
            Optional<Path> folder = folder(model);
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            ModelFolder opened = ModelFolder.open(
                    isReadyMade(model) ? ReadyMadeModel.folder() : places.model(model), Optional.ofNullable(network));
            ModelTrial.Result result = ModelTrial.run(
                    model,
                    opened,
                    pairs,
                    resources,
                    folder,
                    pictures,
                    root.shell().interruption().heeded());
            results.add(result);
            PublishedScore.of(opened.card(), dataset).ifPresent(score -> published.put(result, score));
        }
        report(results, published);
        return ExitCode.DONE;
    }

    private static boolean isReadyMade(String model) {
        return model.equals(ReadyMadeModel.DETECTOR) && !Files.exists(Path.of(model));
    }

    /** The detector that a model's name means, where it is no file and the detector needs no weights. */
    private static Optional<Detector> detector(String model) {
        return DetectorRegistry.load().all().stream()
                .filter(detector -> detector.card().id().equals(model) && !Files.exists(Path.of(model)))
                .filter(detector -> detector.card().kind() == DetectorCard.Kind.STATISTICAL)
                .findFirst();
    }

    /** The output folder itself for one model; of several each has one in it, named by the last two parts of its path. */
    private Optional<Path> folder(String model) {
        if (output == null) {
            return Optional.empty();
        }
        if (models.size() == 1) {
            return Optional.of(output);
        }
        Path absolute =
                Path.of(model.replaceFirst("^hub:", "")).toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        String name = absolute.subpath(Math.max(0, names - 2), names).toString().replaceAll("[^A-Za-z0-9._-]", "-");
        return Optional.of(output.resolve(name));
    }

    private void report(List<ModelTrial.Result> results, Map<ModelTrial.Result, PublishedScore> published) {
        PrintWriter out = root.shell().out();
        if (json) {
            JsonArray array = new JsonArray();
            results.forEach(result -> array.add(json(result, published.get(result))));
            out.println(new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .create()
                    .toJson(array));
            return;
        }
        int longest = published.values().stream()
                .mapToInt(known -> published(known).length())
                .max()
                .orElse(0);
        int width = results.stream()
                .flatMapToInt(result -> java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(result.model().length()),
                        result.scores().groups().keySet().stream().mapToInt(name -> name.length() + 2)))
                .map(length -> Math.max(length, longest))
                .max()
                .orElse(0);
        String columns = "%-" + Math.max(5, width) + "s %9s %9s %9s %9s %9s %9s%n";
        out.printf(Locale.ROOT, columns, "model", "precision", "recall", "F1", "IoU", "OA", "kappa");
        for (ModelTrial.Result result : results) {
            line(out, columns, result.model(), result.scores().accuracy());
            result.scores().groups().forEach((name, accuracy) -> line(out, columns, "  " + name, accuracy));
            PublishedScore known = published.get(result);
            if (known != null) {
                HubCatalogue.Score score = known.score();
                line(
                        out,
                        columns,
                        published(known),
                        score.precision(),
                        score.recall(),
                        score.f1(),
                        score.iou(),
                        score.oa());
                Accuracy measured = result.scores().accuracy();
                line(
                        out,
                        columns,
                        DIFFERENCE,
                        measured.precision() - score.precision(),
                        measured.recall() - score.recall(),
                        measured.f1() - score.f1(),
                        measured.iou() - score.iou(),
                        measured.oa() - score.oa());
            }
        }
        published.values().stream()
                .map(known -> known.score().source())
                .distinct()
                .forEach(source -> out.println("Published: " + source + "."));
    }

    private static String published(PublishedScore known) {
        return "  published" + (known.dataset().isEmpty() ? "" : ", " + known.dataset());
    }

    private static JsonObject json(ModelTrial.Result result, @Nullable PublishedScore known) {
        JsonObject object = ModelTrial.json(result);
        if (known != null) {
            object.add("published", PublishedScore.json(known.score()));
            object.add("difference", known.difference(result.scores().accuracy()));
        }
        return object;
    }

    private static void line(PrintWriter out, String columns, String name, double... values) {
        Object[] cells = new Object[COLUMNS + 1];
        java.util.Arrays.fill(cells, "");
        cells[0] = name;
        for (int i = 0; i < values.length; i++) {
            cells[i + 1] = Double.isNaN(values[i])
                    ? "-"
                    : String.format(Locale.ROOT, name.equals(DIFFERENCE) ? "%+.4f" : "%.4f", values[i]);
        }
        out.printf(Locale.ROOT, columns, cells);
    }

    private static void line(PrintWriter out, String columns, String name, Accuracy accuracy) {
        out.printf(
                Locale.ROOT,
                columns,
                name,
                four(accuracy.precision()),
                four(accuracy.recall()),
                four(accuracy.f1()),
                four(accuracy.iou()),
                four(accuracy.oa()),
                four(accuracy.kappa()));
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
