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
 * {@code palimpsest bench zoo [NETWORK...]}: parameters, multiply-adds, speed and memory of every network's forward pass on one
 * window, on the processor, as a table in Markdown; the weights come from a formula.
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
        return "Parameters, FLOPs, speed and memory of every network, as a Markdown table (networks).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        int threads = RunSpec.Resources.standard().threads();
        report.accept(String.format(
                Locale.ROOT,
                "One pair of %d x %d pixels, %d thread(s), best of %d%n%n| network | parameters, millions |"
                        + " multiply-adds, billions | seconds | Mpx/s | memory, MB |%n| --- | --- | --- | --- | --- | --- |",
                WINDOW,
                WINDOW,
                threads,
                PASSES));
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
                    "| %s | %.3f | %.2f | %.3f | %.3f | %.0f |",
                    entry.name(),
                    network.parameterCount() / 1e6,
                    forward.multiplyAdds() / 1e9,
                    best,
                    WINDOW * WINDOW / best / 1e6,
                    megabytes));
        }
    }
}
