package org.palimpsest.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.learned.BareForward;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * {@code palimpsest bench zoo [NETWORK...]}: size, speed and memory of every network's forward pass on one window, on the
 * processor; the weights come from a formula.
 */
public final class ZooBench implements Bench {
    private static final int WINDOW = 256;
    private static final int PASSES = 3;

    @Override
    public String name() {
        return "zoo";
    }

    @Override
    public String summary() {
        return "Parameters, speed and memory of every network's forward pass (networks).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        int threads = RunSpec.Resources.standard().threads();
        report.accept(String.format(
                Locale.ROOT,
                "One window of %d x %d pixels, %d thread(s), best of %d%n%-14s %14s %12s %10s %10s",
                WINDOW,
                WINDOW,
                threads,
                PASSES,
                "network",
                "parameters",
                "s a window",
                "Mpx/s",
                "memory MB"));
        try (TemporaryFolder folder = TemporaryFolder.create("palimpsest-bench")) {
            for (NetworkRegistry.Entry entry : NetworkRegistry.all()) {
                if (arguments.isEmpty() || arguments.contains(entry.id())) {
                    cancellation.check();
                    measure(entry, folder.path().resolve(entry.id()), threads, report);
                }
            }
        }
    }

    private static void measure(NetworkRegistry.Entry entry, Path model, int threads, Consumer<String> report)
            throws Exception {
        FilledModel.write(model, entry.id(), WINDOW, 32);
        try (Network network = entry.create(NetworkOptions.DEFAULT);
                BareForward forward = BareForward.open(model, "cpu", threads)) {
            double best = Double.POSITIVE_INFINITY;
            double megabytes = forward.peakBytes().orElse(0) / 1e6;
            for (int pass = 0; pass < PASSES; pass++) {
                best = Math.min(best, forward.seconds());
            }
            report.accept(String.format(
                    Locale.ROOT,
                    "%-14s %,14d %12.3f %10.3f %10.0f",
                    entry.id(),
                    network.parameterCount(),
                    best,
                    WINDOW * WINDOW / best / 1e6,
                    megabytes));
        }
    }
}
