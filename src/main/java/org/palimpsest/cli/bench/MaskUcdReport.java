package org.palimpsest.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
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
                    double working =
                            Math.min(1, scale * record.map(MaskUcdRecord::scale).orElse(1.0));
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
        for (LabelledScene scene : scenes) {
            Optional<MaskUcdRecord> record = MaskUcdRecord.of(scene.name());
            for (String way : ways) {
                List<MaskUcdTrial> trials = new ArrayList<>();
                for (int seed = 0; seed < seeds; seed++) {
                    double working =
                            Math.min(1, scale * record.map(MaskUcdRecord::scale).orElse(1.0));
                    MaskUcdTrial.read(MaskUcdTrial.file(folder, scene.name(), way, seed, working, epochs))
                            .ifPresent(trials::add);
                }
                if (!trials.isEmpty()) {
                    table.append(row(scene.name(), way, trials, record)).append('\n');
                }
            }
        }
        return table.toString();
    }

    private static String row(String scene, String way, List<MaskUcdTrial> trials, Optional<MaskUcdRecord> record) {
        return "| " + scene + " | " + way + " | " + trials.size() + " | " + spread(trials, MaskUcdTrial::f1) + " | "
                + spread(trials, MaskUcdTrial::kappa) + " | " + spread(trials, MaskUcdTrial::auc) + " | "
                + spread(trials, MaskUcdTrial::maskFactor) + " | "
                + record.map(known -> String.format(
                                Locale.ROOT, "%.3f / %.3f / %.3f", known.f1(), known.kappa(), known.auc()))
                        .orElse("-")
                + " |";
    }

    private static String spread(List<MaskUcdTrial> trials, ToDoubleFunction<MaskUcdTrial> measure) {
        double mean = trials.stream().mapToDouble(measure).average().orElse(0);
        if (trials.size() == 1) {
            return String.format(Locale.ROOT, "%.3f", mean);
        }
        double squares = trials.stream()
                .mapToDouble(measure)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / (trials.size() - 1)));
    }
}
