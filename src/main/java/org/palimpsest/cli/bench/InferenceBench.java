package org.palimpsest.cli.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.learned.BareForward;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.RunRequest;
import org.palimpsest.vector.AreaLimit;

/**
 * {@code palimpsest bench inference [--size PIXELS] [--window PIXELS] [NETWORK...]}: how much of a network's own speed is left
 * when it runs over a pair of GeoTIFFs, with reading, thresholding and every product included.
 *
 * <p>The pair is made here and so are the weights, by a formula. The time of a whole run is compared with the network's
 * forward pass alone on as many windows of the same size, in this process, both before and after the run.
 */
public final class InferenceBench implements Bench {
    private static final int SIZE = 2048;
    private static final int BANDS = 3;
    /** The usual window of a model. */
    private static final int WINDOW = 512;

    private static final int SMALLEST_WINDOW = 96;
    private static final int HALO = 32;
    /** Windows of bare forward before the run, and as many after it. */
    private static final int PASSES = 3;

    /** Weights that learned nothing give specks, which no analyst would want as polygons. */
    private static final String SMALLEST = "64px";

    private static final String BEFORE = "before.tif";
    private static final String AFTER = "after.tif";
    private static final List<String> NETWORKS = List.of("bit", "snunet", "fusionunet");

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public String summary() {
        return "Networks over a pair of GeoTIFFs, products included, beside their bare forward (--size, --window,"
                + " then networks).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        List<String> networks = new ArrayList<>(arguments);
        int size = BenchOption.number(networks, "--size", SIZE, 256, 100_000);
        int window = BenchOption.number(networks, "--window", WINDOW, SMALLEST_WINDOW, 4096);
        try (TemporaryFolder temporary = TemporaryFolder.create("palimpsest-bench")) {
            Path folder = temporary.path();
            BenchScene.write(folder.resolve(BEFORE), size, BANDS);
            BenchScene.write(folder.resolve(AFTER), size, BANDS);
            warmUp(folder);
            for (String network : networks.isEmpty() ? NETWORKS : networks) {
                cancellation.check();
                measure(folder, network, size, window, report, cancellation);
            }
        }
    }

    /** Loads what every run needs once in a process (coordinate systems, writers), so that it is not counted. */
    private static void warmUp(Path folder) throws BadInputException, IOException {
        Path scene = folder.resolve("small.tif");
        BenchScene.write(scene, 256, BANDS);
        run(scene, scene, "cva", Optional.empty(), folder.resolve("small"));
    }

    private static void measure(
            Path folder, String network, int size, int window, Consumer<String> report, Cancellation cancellation)
            throws Exception {
        int threads = RunSpec.Resources.standard().threads();
        Path model = folder.resolve(network);
        FilledModel.write(model, network, window, HALO);
        int core = window - 2 * HALO;
        int across = (size + core - 1) / core;
        int windows = across * across;
        try (BareForward forward = BareForward.open(model, "cpu", threads)) {
            forward.seconds();
            double bare = forward(forward, cancellation);
            Path output = folder.resolve(network + "-out");
            long start = System.nanoTime();
            run(folder.resolve(BEFORE), folder.resolve(AFTER), network, Optional.of(model), output);
            double seconds = (System.nanoTime() - start) * 1e-9;
            bare = (bare + forward(forward, cancellation)) / 2;
            double megapixels = (double) size * size / 1e6;
            report.accept(String.format(
                    Locale.ROOT,
                    "%s, %d x %d, %d windows of %d, %d thread(s): %.4f Mpx/s end to end, %.4f Mpx/s bare forward"
                            + " (%.3f s a window), ratio %.3f",
                    network,
                    size,
                    size,
                    windows,
                    window,
                    threads,
                    megapixels / seconds,
                    megapixels / (bare * windows),
                    bare,
                    bare * windows / seconds));
            report.accept("  seconds by stage: " + stages(output, seconds));
            report.accept("  " + python(folder, network, window, threads, bare));
        }
    }

    private static String python(Path folder, String network, int window, int threads, double bare) throws IOException {
        return PythonForward.measure(folder, network, window, threads)
                .map(time -> String.format(
                        Locale.ROOT,
                        "Python's PyTorch %s: %.3f s a window with the same threads; this program takes %.2f times"
                                + " that",
                        time.version(),
                        time.seconds(),
                        bare / time.seconds()))
                .orElse("no python3 with torch was found that knows " + network + "; comparison left out");
    }

    private static double forward(BareForward forward, Cancellation cancellation) throws Exception {
        double seconds = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            cancellation.check();
            seconds += forward.seconds();
        }
        return seconds / PASSES;
    }

    private static void run(Path before, Path after, String detector, Optional<Path> model, Path output)
            throws BadInputException {
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), detector, output)
                .withDetection(RunSpec.Detection.of(detector).withCheckpoint(model))
                .withCleanUp(new RunSpec.CleanUp(AreaLimit.parse(SMALLEST), AreaLimit.NONE));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        if (!(outcome instanceof Outcome.Done)) {
            throw new BadInputException("The run with " + detector + " did not end well: " + outcome);
        }
    }

    private static String stages(Path output, double whole) throws IOException {
        JsonObject record = JsonParser.parseString(Files.readString(output.resolve("run.json")))
                .getAsJsonObject();
        List<String> texts = new ArrayList<>();
        double known = 0;
        for (Map.Entry<String, JsonElement> stage :
                record.getAsJsonObject("seconds").entrySet()) {
            double seconds = stage.getValue().getAsDouble();
            known += seconds;
            texts.add(String.format(Locale.ROOT, "%s %.2f", stage.getKey(), seconds));
        }
        texts.add(String.format(Locale.ROOT, "opening and publishing %.2f", whole - known));
        return String.join(", ", texts);
    }
}
