package org.palimpsest.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
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
 * {@code palimpsest bench accuracy DATA [DETECTORS [RULES]]}: how well each statistical detector finds the published change
 * of every labelled scene below a folder, as a Markdown table.
 *
 * <p>Settings are the defaults, the same for all scenes. The best possible F1 is looked up in the reference afterwards, to
 * tell how far a threshold falls behind; nothing is ever chosen by it.
 */
public final class AccuracyBench implements Bench {
    private static final int THREADS = 2;
    private static final long MEMORY = 1L << 30;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String summary() {
        return "How well the classical detectors find the labelled change below a folder: DATA [DETECTORS [RULES]].";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        if (arguments.isEmpty() || !Files.isDirectory(Path.of(arguments.get(0)))) {
            throw new BadInputException("bench accuracy wants a folder with labelled scenes, such as ../shared/data.");
        }
        DetectorRegistry registry = DetectorRegistry.load();
        List<String> rules = arguments.size() > 2 ? List.of(arguments.get(2).split(",")) : List.of("");
        report.accept("| scene | detector | threshold | F1 | kappa | IoU | OA | AUC | best F1 | behind best |"
                + " marked: 1 % noise | marked: half pixel |");
        report.accept("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Regret scenes = new Regret("scenes");
        Regret sets = new Regret("sets of tiles");
        for (LabelledScene scene : LabelledScene.below(Path.of(arguments.get(0)))) {
            for (Detector detector : detectors(registry, scene, arguments)) {
                for (String rule : rules) {
                    cancellation.check();
                    ThresholdRule parsed =
                            rule.isEmpty() ? DetectorDefault.of(detector.card()) : ThresholdRule.parse(rule);
                    try {
                        Row row = row(scene, detector, parsed, cancellation);
                        (scene.tiles().size() == 1 ? scenes : sets)
                                .add(detector.card().id(), row.best - row.accuracy.f1(), row.auc);
                        report.accept(row.text(scene.name(), detector.card().id(), parsed.text()));
                    } catch (BadInputException e) {
                        report.accept("| " + scene.name() + " | "
                                + detector.card().id() + " | does not suit: " + e.getMessage() + " |");
                    }
                }
            }
        }
        scenes.lines().forEach(report);
        sets.lines().forEach(report);
    }

    private static List<Detector> detectors(DetectorRegistry registry, LabelledScene scene, List<String> arguments)
            throws BadInputException {
        List<Detector> chosen = new ArrayList<>();
        if (arguments.size() > 1 && !arguments.get(1).equals("all")) {
            for (String id : arguments.get(1).split(",")) {
                chosen.add(registry.get(id));
            }
        } else {
            chosen.addAll(registry.all());
            // Those that look through the difference of sensors have a bench of their own: bench mixed.
            chosen.removeIf(detector -> detector.card().suits().contains(DetectorCard.SensorPair.MIXED));
        }
        chosen.removeIf(detector -> detector.card().kind() != DetectorCard.Kind.STATISTICAL
                || !detector.card().suits().contains(scene.sensors()));
        return chosen;
    }

    private static Row row(LabelledScene scene, Detector detector, ThresholdRule rule, Cancellation cancellation)
            throws BadInputException, CancelledException {
        ConfusionCounts counts = ConfusionCounts.NONE;
        ClassHistograms classes = new ClassHistograms();
        double noise = Double.NaN;
        double shift = Double.NaN;
        for (LabelledScene.Tile tile : scene.tiles()) {
            try (Raster before = Rasters.open(tile.before().toString());
                    Raster after = Rasters.open(tile.after().toString());
                    Raster label = Rasters.open(tile.label().toString())) {
                AlignedPair pair = LabelledScene.pair(before, after);
                if (Math.min(pair.beforeBands(), pair.afterBands())
                        < detector.card().minimumBands()) {
                    continue;
                }
                ClassHistograms tileClasses = new ClassHistograms();
                double threshold = decide(pair, detector, rule, cancellation, tileClasses, label);
                counts = counts.plus(tileClasses.counts(threshold));
                classes.add(tileClasses);
                if (scene.tiles().size() == 1) {
                    noise = marked(new PhantomPair(pair, PhantomPair.Alteration.NOISE), detector, rule, cancellation);
                    shift = marked(
                            new PhantomPair(pair, PhantomPair.Alteration.HALF_PIXEL), detector, rule, cancellation);
                }
            }
        }
        return new Row(Accuracy.of(counts), classes.auc(), classes.bestF1(), noise, shift);
    }

    /** The part of a scene without change that is marked all the same. */
    private static double marked(AlignedPair pair, Detector detector, ThresholdRule rule, Cancellation cancellation)
            throws BadInputException, CancelledException {
        ClassHistograms classes = new ClassHistograms();
        double threshold = decide(pair, detector, rule, cancellation, classes, null);
        return classes.marked(threshold);
    }

    private static double decide(
            AlignedPair pair,
            Detector detector,
            ThresholdRule rule,
            Cancellation cancellation,
            ClassHistograms classes,
            @org.jspecify.annotations.Nullable Raster label)
            throws BadInputException, CancelledException {
        FitInput input = new FitInput(
                pair,
                Settings.of(detector.parameters(), Map.of()),
                "cpu",
                THREADS,
                MEMORY,
                Progress.NONE,
                cancellation);
        try (ChangeModel model = detector.fit(input)) {
            classes.count(pair, model, label);
            return Decision.of(rule, ChangeSign.BOTH, classes.scene(), pair, model, cancellation)
                    .magnitude();
        }
    }

    /** One line of the table; what is marked without change is measured for scenes, not for sets of tiles (NaN). */
    private record Row(Accuracy accuracy, double auc, double best, double noise, double shift) {
        String text(String scene, String detector, String rule) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %s | %s |",
                    scene,
                    detector,
                    rule,
                    accuracy.f1(),
                    accuracy.kappa(),
                    accuracy.iou(),
                    accuracy.oa(),
                    auc,
                    best,
                    best - accuracy.f1(),
                    percent(noise),
                    percent(shift));
        }

        private static String percent(double part) {
            return Double.isNaN(part) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * part);
        }
    }

    /** How far thresholds fall behind the best possible ones, by detector and over the table. */
    private static final class Regret {
        /** Below this a statistic knows next to nothing, and the "best" threshold marks nearly everything. */
        private static final double KNOWS = 0.6;

        private final String of;
        private final Map<String, List<Double>> byDetector = new TreeMap<>();
        private final List<Double> all = new ArrayList<>();
        private final List<Double> known = new ArrayList<>();

        Regret(String of) {
            this.of = of;
        }

        void add(String detector, double regret, double auc) {
            byDetector.computeIfAbsent(detector, id -> new ArrayList<>()).add(regret);
            all.add(regret);
            if (auc >= KNOWS) {
                known.add(regret);
            }
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            if (all.isEmpty()) {
                return lines;
            }
            lines.add("");
            lines.add("| behind the best possible threshold, F1 | " + of + " | mean | worst |");
            lines.add("| --- | --- | --- | --- |");
            byDetector.forEach((detector, regrets) -> lines.add(line(detector, regrets)));
            lines.add(line("all rows with AUC of 0.6 and more", known));
            lines.add(line("all rows", all));
            return lines;
        }

        private static String line(String what, List<Double> regrets) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f |",
                    what,
                    regrets.size(),
                    regrets.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    regrets.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        }
    }
}
