package org.palimpsest.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.detect.threshold.DetectorDefault;
import org.palimpsest.detect.threshold.ThresholdRule;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * {@code palimpsest bench mixed DATA DETECTORS [RULE [NAME=VALUE,...]]}: how well some detectors find the published change of the
 * labelled pairs of different sensors below a folder, as a Markdown table.
 *
 * <p>One setting serves all scenes. Detectors that compare band with band are left out where the band counts differ. Unlike
 * {@link AccuracyBench} it takes settings and says how long each scene took.
 */
public final class MixedBench implements Bench {
    /** The word for each detector's own threshold rule. */
    private static final String DEFAULT = "default";

    private static final int THREADS = 1;
    private static final long MEMORY = 1L << 30;

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public String summary() {
        return "How well detectors find labelled change between different sensors: DATA DETECTORS [RULE [NAME=VALUE,...]].";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        if (arguments.size() < 2 || !Files.isDirectory(Path.of(arguments.get(0)))) {
            throw new BadInputException("bench mixed wants a folder with labelled scenes, such as"
                    + " ../shared/data/heterogeneous, and detectors, such as patch-graph,image-regression.");
        }
        DetectorRegistry registry = DetectorRegistry.load();
        Map<String, String> texts = texts(arguments.size() > 3 ? arguments.get(3) : "");
        String rule = arguments.size() > 2 ? arguments.get(2) : DEFAULT;
        report.accept("| scene | detector | F1 | kappa | AUC | best F1 | marked | seconds |");
        report.accept("| --- | --- | --- | --- | --- | --- | --- | --- |");
        Map<String, List<double[]>> rows = new LinkedHashMap<>();
        for (LabelledScene scene : LabelledScene.below(Path.of(arguments.get(0)))) {
            for (String id : arguments.get(1).split(",")) {
                cancellation.check();
                Detector detector = registry.get(id);
                try {
                    double[] row = row(scene.tiles().get(0), detector, rule, texts, cancellation);
                    rows.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
                    report.accept(line(scene.name(), id, row));
                } catch (BadInputException e) {
                    report.accept("| " + scene.name() + " | " + id + " | does not suit: " + e.getMessage() + " |");
                }
            }
        }
        rows.forEach((id, list) -> {
            double[] mean = IntStream.range(0, list.get(0).length)
                    .mapToDouble(i ->
                            list.stream().mapToDouble(row -> row[i]).average().orElse(0))
                    .toArray();
            report.accept(line("mean of " + list.size(), id, mean));
        });
    }

    private static Map<String, String> texts(String argument) throws BadInputException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String part : argument.isEmpty() ? new String[0] : argument.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new BadInputException("A setting must be NAME=VALUE, but was \"" + part + "\".");
            }
            texts.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return texts;
    }

    private static double[] row(
            LabelledScene.Tile tile,
            Detector detector,
            String rule,
            Map<String, String> texts,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        try (Raster before = Rasters.open(tile.before().toString());
                Raster after = Rasters.open(tile.after().toString());
                Raster label = Rasters.open(tile.label().toString())) {
            AlignedPair pair = LabelledScene.pair(before, after);
            long start = System.nanoTime();
            FitInput input = new FitInput(
                    pair,
                    Settings.of(detector.parameters(), texts),
                    "cpu",
                    THREADS,
                    MEMORY,
                    Progress.NONE,
                    cancellation);
            try (ChangeModel model = detector.fit(input)) {
                ClassHistograms classes = new ClassHistograms();
                classes.count(pair, model, label);
                double seconds = (System.nanoTime() - start) / 1e9;
                double threshold = Decision.of(
                                rule.equals(DEFAULT) ? DetectorDefault.of(detector.card()) : ThresholdRule.parse(rule),
                                ChangeSign.BOTH,
                                classes.scene(),
                                pair,
                                model,
                                cancellation)
                        .magnitude();
                Accuracy accuracy = Accuracy.of(classes.counts(threshold));
                return new double[] {
                    accuracy.f1(),
                    accuracy.kappa(),
                    classes.auc(),
                    classes.bestF1(),
                    100 * classes.marked(threshold),
                    seconds
                };
            }
        }
    }

    private static String line(String scene, String detector, double[] row) {
        return String.format(
                Locale.ROOT,
                "| %s | `%s` | %.3f | %.3f | %.3f | %.3f | %.1f %% | %.1f |",
                scene,
                detector,
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                row[5]);
    }
}
