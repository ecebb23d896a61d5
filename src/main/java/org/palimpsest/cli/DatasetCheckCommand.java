package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.run.NoticeJson;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetCheck;
import org.palimpsest.train.dataset.DatasetReport;
import org.palimpsest.train.dataset.DatasetReport.SplitReport;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.SamplePictures;
import org.palimpsest.train.dataset.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest dataset check}: reads every pair once and says what is there and what is wrong. */
@Command(
        name = "check",
        description = "Read every labelled pair once: counts, share of change, and what is broken or does not fit.")
final class DatasetCheckCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DatasetCommand parent;

    @Parameters(paramLabel = "DATASET", description = "Folder of the dataset, or hub:OWNER/NAME[@REVISION].")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String place;

    @Option(names = "--ignore", paramLabel = "V", description = "Value of the labels that means not labelled.")
    private @Nullable Double ignore;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Draw the first N pairs with change of each split into samples-SPLIT.png (default: none).")
    private int samples;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the pictures (default: the current one).")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        LabelRule labels = new LabelRule(ignore == null ? OptionalDouble.empty() : OptionalDouble.of(ignore));
        Dataset dataset = Datasets.open(new HubPlaces(parent.shell(), json).dataset(place), labels);
        DatasetReport report = DatasetCheck.of(
                dataset, Progress.NONE, parent.shell().interruption().heeded());
        PrintWriter out = parent.shell().out();
        if (json) {
            out.println(new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .create()
                    .toJson(json(report)));
        } else {
            print(out, report);
        }
        if (samples > 0) {
            draw(dataset);
        }
        return report.isSound() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    private void print(PrintWriter out, DatasetReport report) {
        out.println(place + ": " + report.format());
        out.printf(
                Locale.ROOT, "%-6s %8s %12s %10s  %s%n", "split", "pairs", "with change", "change", "size and bands");
        report.splits().forEach((split, one) -> {
            out.printf(
                    Locale.ROOT,
                    "%-6s %8d %12d %9.2f%%  %s%n",
                    split,
                    one.pairs(),
                    one.pairsWithChange(),
                    100 * one.changeShare(),
                    sizes(one));
            one.groups().forEach((group, pairs) -> out.printf(Locale.ROOT, "%-6s %8d  %s%n", "", pairs, group));
        });
        PrintWriter err = parent.shell().err();
        report.warnings().forEach(warning -> err.println("Warning: " + warning));
        report.problems().forEach(err::println);
    }

    private static String sizes(SplitReport report) {
        List<String> sizes = report.sizes().entrySet().stream()
                .map(entry -> report.sizes().size() == 1 ? entry.getKey() : entry.getValue() + " of " + entry.getKey())
                .toList();
        List<String> bands =
                report.bands().keySet().stream().map(String::valueOf).toList();
        return String.join(", ", sizes) + ", " + String.join(" or ", bands) + " bands";
    }

    private JsonObject json(DatasetReport report) {
        JsonObject object = new JsonObject();
        object.addProperty("dataset", place);
        object.addProperty("format", report.format());
        JsonObject splits = new JsonObject();
        report.splits().forEach((split, one) -> splits.add(split.id(), json(one)));
        object.add("splits", splits);
        object.add("problems", NoticeJson.messages(report.problems()));
        object.add("warnings", NoticeJson.messages(report.warnings()));
        return object;
    }

    private static JsonObject json(SplitReport report) {
        JsonObject object = new JsonObject();
        object.addProperty("pairs", report.pairs());
        object.addProperty("pairsWithChange", report.pairsWithChange());
        object.addProperty("pixels", report.pixels());
        object.addProperty("labelledPixels", report.labelledPixels());
        object.addProperty("changedPixels", report.changedPixels());
        object.addProperty("changeShare", report.changeShare());
        object.add("sizes", counts(report.sizes()));
        object.add("bands", counts(report.bands()));
        object.add("groups", counts(report.groups()));
        return object;
    }

    private static JsonObject counts(Map<?, Integer> counts) {
        JsonObject object = new JsonObject();
        counts.forEach((name, count) -> object.addProperty(name.toString(), count));
        return object;
    }

    private void draw(Dataset dataset) throws IOException {
        if (!output.toString().isEmpty()) {
            Files.createDirectories(output);
        }
        for (Map.Entry<Split, Path> drawn :
                SamplePictures.draw(dataset, samples, output).entrySet()) {
            if (!json) {
                parent.shell().out().println("samples: " + drawn.getValue());
            }
        }
    }
}
