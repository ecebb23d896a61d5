package org.palimpsest.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/**
 * Trains MaskUCD on every labelled scene below a folder, with several seeds and in two ways, and sets the scores beside the
 * authors'. Every training is a file; a report that was ended goes on where it was.
 */
final class MaskUcdReport {
    private final Path folder;
    private final int seeds;
    private final double scale;
    private final int epochs;
    private final Consumer<String> report;

    /**
     * @param folder of the trials' files and of {@code report.md}
     * @param scale by which each scene is made smaller, beyond what its authors did
     */
    MaskUcdReport(Path folder, int seeds, double scale, int epochs, Consumer<String> report) {
        this.folder = folder;
        this.seeds = seeds;
        this.scale = scale;
        this.epochs = epochs;
        this.report = report;
    }

    void run(List<LabelledScene> scenes, List<String> ways, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        // Seed by seed, so that a report that ends early has something of every scene.
        for (int seed = 0; seed < seeds; seed++) {
            for (String way : ways) {
                for (LabelledScene scene : scenes) {
                    Optional<MaskUcdRecord> record = MaskUcdRecord.of(scene.name());
                    if (record.isEmpty() && (seed > 0 || !way.equals(MaskUcdTrial.AUTO))) {
                        continue;
                    }
                    cancellation.check();
                    double working = working(record);
                    Path file = MaskUcdTrial.file(folder, scene.name(), way, seed, working, epochs);
                    Optional<MaskUcdTrial> made = MaskUcdTrial.read(file);
                    MaskUcdTrial trial = made.isPresent()
                            ? made.get()
                            : MaskUcdTrial.make(scene, way, seed, working, epochs, file, cancellation);
                    report.accept(line(trial) + (made.isPresent() ? " (made before)" : ""));
                    AtomicFile.writeText(folder.resolve("report.md"), table(scenes, ways));
                }
            }
        }
        table(scenes, ways).lines().forEach(report);
    }

    private static String line(MaskUcdTrial trial) {
        return String.format(
                Locale.ROOT,
                "%s %s seed %d: F1 %.3f, kappa %.3f, AUC %.3f, k %.2f, %.0f s",
                trial.scene(),
                trial.way(),
                trial.seed(),
                trial.f1(),
                trial.kappa(),
                trial.auc(),
                trial.maskFactor(),
                trial.seconds());
    }

    private String table(List<LabelledScene> scenes, List<String> ways) throws IOException, BadInputException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Scale %.2f beyond the authors' own, %d epochs; mean and, of several seeds, standard deviation.%n%n",
                scale,
                epochs));
        table.append("| scene | way | seeds | F1 | kappa | AUC | k | authors' record: F1 / kappa / AUC |\n");
        table.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        Map<String, List<List<MaskUcdTrial>>> byWay = new LinkedHashMap<>();
        for (LabelledScene scene : scenes) {
            for (String way : ways) {
                List<MaskUcdTrial> trials = trials(scene, way);
                if (!trials.isEmpty()) {
                    table.append(row(scene.name(), way, trials)).append('\n');
                    byWay.computeIfAbsent(way, any -> new ArrayList<>()).add(trials);
                }
            }
        }
        byWay.forEach((way, all) -> {
            if (all.size() > 1) {
                table.append(meanRow(way, all)).append('\n');
            }
        });
        return table.toString();
    }

    private List<MaskUcdTrial> trials(LabelledScene scene, String way) throws IOException, BadInputException {
        double working = working(MaskUcdRecord.of(scene.name()));
        List<MaskUcdTrial> trials = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            MaskUcdTrial.read(MaskUcdTrial.file(folder, scene.name(), way, seed, working, epochs))
                    .ifPresent(trials::add);
        }
        return trials;
    }

    private double working(Optional<MaskUcdRecord> record) {
        return Math.min(1, scale * record.map(MaskUcdRecord::scale).orElse(1.0));
    }

    private static String row(String scene, String way, List<MaskUcdTrial> trials) {
        return row(scene, way, List.of(trials), MaskUcdRecord.of(scene).stream().toList());
    }

    /** Of the scenes of which there is something, and of as many seeds as there are of each of them. */
    private static String meanRow(String way, List<List<MaskUcdTrial>> scenes) {
        int complete = scenes.stream().mapToInt(List::size).min().orElse(0);
        List<MaskUcdRecord> records = scenes.stream()
                .flatMap(trials -> MaskUcdRecord.of(trials.get(0).scene()).stream())
                .toList();
        return row(
                "mean of " + scenes.size(),
                way,
                scenes.stream().map(trials -> trials.subList(0, complete)).toList(),
                records.size() == scenes.size() ? records : List.of());
    }

    /**
     * @param scenes each with its seeds, as many as the others
     * @param records of all scenes, or none
     */
    private static String row(String name, String way, List<List<MaskUcdTrial>> scenes, List<MaskUcdRecord> records) {
        return "| " + name + " | " + way + " | " + scenes.get(0).size() + " | " + spread(scenes, MaskUcdTrial::f1)
                + " | " + spread(scenes, MaskUcdTrial::kappa) + " | " + spread(scenes, MaskUcdTrial::auc) + " | "
                + (scenes.size() == 1 ? spread(scenes, MaskUcdTrial::maskFactor) : "") + " | "
                + (records.isEmpty()
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.3f / %.3f / %.3f",
                                mean(records, MaskUcdRecord::f1),
                                mean(records, MaskUcdRecord::kappa),
                                mean(records, MaskUcdRecord::auc)))
                + " |";
    }

    /** Mean and, of several seeds, standard deviation of what each seed comes to over the scenes. */
    private static String spread(List<List<MaskUcdTrial>> scenes, ToDoubleFunction<MaskUcdTrial> measure) {
        double[] bySeed = IntStream.range(0, scenes.get(0).size())
                .mapToDouble(seed ->
                        mean(scenes.stream().map(trials -> trials.get(seed)).toList(), measure))
                .toArray();
        double mean = Arrays.stream(bySeed).average().orElse(0);
        if (bySeed.length == 1) {
            return String.format(Locale.ROOT, "%.3f", mean);
        }
        double squares = Arrays.stream(bySeed)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / (bySeed.length - 1)));
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> measure) {
        return all.stream().mapToDouble(measure).average().orElse(0);
    }
}
