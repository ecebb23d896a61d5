package org.palimpsest.cli.bench;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.engine.RasterPair;
import org.palimpsest.detect.engine.StatisticPass;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;
import org.palimpsest.sample.SampleData;
import org.palimpsest.sample.Scene;
import org.palimpsest.sample.SceneGenerator;
import org.palimpsest.sample.SceneSettings;

/**
 * {@code palimpsest bench seams [--halo PIXELS] [NETWORK...]}: how far a network's result in tiles is from its result on the whole image, and
 * how much of a step it shows across the borders of tiles, with hard borders and with feathers of growing width.
 */
public final class SeamBench implements Bench {
    private static final int CORE = 96;
    private static final int HALO = 16;
    private static final int ACROSS = 3;
    private static final int SIZE = ACROSS * CORE;
    private static final List<String> NETWORKS = List.of("tinycd", "bit", "snunet");

    @Override
    public String name() {
        return "seams";
    }

    @Override
    public String summary() {
        return "Steps that networks' tiles leave at their borders, against a whole-image run (networks).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.create("palimpsest-bench")) {
            Path folder = temporary.path();
            Scene scene = new SceneGenerator(SceneSettings.sample(SampleData.SEED, 5 * CORE, 5 * CORE)).generate();
            SampleData.write(scene, folder, true);
            try (Raster before = Rasters.open(folder.resolve("before.tif").toString());
                    Raster after = Rasters.open(folder.resolve("after.tif").toString())) {
                AlignedRaster aligned =
                        AlignedRaster.align(before, after, Resampling.of(Preparation.DEFAULT_RESAMPLING));
                int[] bands = {2, 1, 0};
                AlignedPair pair = new RasterPair(
                        before, bands, aligned, bands, new Window(CORE, CORE, SIZE, SIZE), Optional.empty());
                List<String> networks = new ArrayList<>(arguments);
                int halo = BenchOption.number(networks, "--halo", HALO, 0, 128);
                for (String network : networks.isEmpty() ? NETWORKS : networks) {
                    measure(folder, network, halo, pair, report, cancellation);
                }
            }
        }
    }

    private static void measure(
            Path folder, String network, int halo, AlignedPair pair, Consumer<String> report, Cancellation cancellation)
            throws Exception {
        Path weights = folder.resolve(network);
        FilledModel.write(weights, network, CORE + 2 * halo, halo);
        Detector detector = DetectorRegistry.load().get(network);
        Settings settings = Settings.of(detector.parameters(), Map.of("checkpoint", weights.toString()));
        try (ChangeModel model =
                detector.fit(new FitInput(pair, settings, "cpu", 1, 1L << 30, Progress.NONE, cancellation))) {
            float[] whole = model.apply(List.of(pair.read(pair.extent()))).get(0);
            report.accept(String.format(
                    Locale.ROOT,
                    "%s, %d x %d in tiles of %d with a halo of %d; between neighbours inside: mean step %.5f",
                    network,
                    SIZE,
                    SIZE,
                    CORE,
                    halo,
                    steps(whole, new float[whole.length]).mean()));
            for (int feather : new int[] {0, halo / 2, halo}) {
                float[] tiled = tiled(folder, model, pair, feather, cancellation);
                double error = IntStream.range(0, whole.length)
                        .mapToDouble(i -> Math.abs(tiled[i] - whole[i]))
                        .filter(difference -> !Double.isNaN(difference))
                        .average()
                        .orElse(Double.NaN);
                Steps steps = steps(tiled, whole);
                report.accept(String.format(
                        Locale.ROOT,
                        "  feather %2d: error against the whole image mean %.5f; false step at borders mean %.5f,"
                                + " largest %.5f",
                        feather,
                        error,
                        steps.mean(),
                        steps.largest()));
            }
        }
    }

    private static float[] tiled(
            Path folder, ChangeModel model, AlignedPair pair, int feather, Cancellation cancellation) throws Exception {
        Path work = Files.createTempDirectory(folder, "tiles");
        TilePlan plan = new TilePlan(pair.extent(), CORE, CORE, feather);
        try (TileJournal journal = TileJournal.create(work, new JsonObject());
                TileStore store = TileStore.open(work, plan, journal)) {
            new StatisticPass(pair, model, store, Progress.NONE, window -> {}, cancellation).run(1, 1);
            return store.read(pair.extent());
        }
    }

    /** What steps there are between the two pixels on both sides of each border, beyond those of {@code reference}. */
    private static Steps steps(float[] values, float[] reference) {
        List<Double> steps = new ArrayList<>();
        for (int border = CORE; border < SIZE; border += CORE) {
            for (int along = 0; along < SIZE; along++) {
                steps.add(step(values, reference, along * SIZE + border, 1));
                steps.add(step(values, reference, border * SIZE + along, SIZE));
            }
        }
        // Where the dates do not overlap there is no value and no step.
        DoubleSummaryStatistics all = steps.stream()
                .mapToDouble(Double::doubleValue)
                .filter(step -> !Double.isNaN(step))
                .summaryStatistics();
        return new Steps(all.getAverage(), all.getMax());
    }

    private static double step(float[] values, float[] reference, int at, int back) {
        return Math.abs(values[at] - values[at - back] - (reference[at] - reference[at - back]));
    }

    private record Steps(double mean, double largest) {}
}
