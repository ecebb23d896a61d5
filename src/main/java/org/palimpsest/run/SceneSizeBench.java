package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.RunSpec;

/**
 * {@code palimpsest bench size [DETECTOR [SIZE...]]}: time and peak memory of a whole run in a worker for scenes of growing
 * size, 6000 x 6000 and 30000 x 30000 unless told otherwise, within the default budget of 2 GiB.
 *
 * <p>Scenes have four bands of UINT16, lie in the system's temporary folder and take little room; the run's own files need
 * about 10 bytes a pixel there. Peak memory is the worker process's resident set, which Linux tells.
 */
public final class SceneSizeBench implements Bench {
    private static final int BANDS = 4;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public String summary() {
        return "Time and peak memory of a whole run for scenes of growing size (DETECTOR, then sizes).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException, ExecutionException, InterruptedException {
        String detector = arguments.isEmpty() ? "mad" : arguments.get(0);
        List<String> sizes = arguments.size() < 2 ? List.of("6000", "30000") : arguments.subList(1, arguments.size());
        Path folder = Files.createTempDirectory("palimpsest-bench");
        try {
            double first = Double.NaN;
            for (String text : sizes) {
                cancellation.check();
                double peak = measure(folder, detector, size(text), report);
                first = Double.isNaN(first) ? peak : first;
                report.accept(
                        String.format(Locale.ROOT, "  peak memory is %.2f times that of the first size", peak / first));
            }
        } finally {
            delete(folder);
        }
    }

    private static int size(String text) throws BadInputException {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= 200_000) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with numbers out of range.
        }
        throw new BadInputException("A size is a number of pixels from 1 to 200000, but was \"" + text + "\".");
    }

    private static double measure(Path folder, String detector, int size, Consumer<String> report)
            throws IOException, BadInputException, ExecutionException, InterruptedException {
        Path before = folder.resolve("before-" + size + ".tif");
        Path after = folder.resolve("after-" + size + ".tif");
        RepeatedTileTiff scene = new RepeatedTileTiff(size, size, BANDS);
        scene.write(before, false);
        scene.write(after, true);
        Path output = folder.resolve("out-" + size);
        RunSpec spec = RunSpec.of(before.toString(), after.toString(), detector, output)
                .withOutput(new RunSpec.Output(output, List.of(), true));
        try (WorkerClient client = new WorkerClient()) {
            long start = System.nanoTime();
            Outcome outcome = client.start(new RunRequest(spec, false), event -> {})
                    .outcome()
                    .get();
            double seconds = (System.nanoTime() - start) / 1e9;
            double peak = peakMegabytes(client.processId());
            if (!(outcome instanceof Outcome.Done)) {
                throw new BadInputException("The run did not end well: " + outcome);
            }
            report.accept(String.format(
                    Locale.ROOT,
                    "%s, %d x %d x %d: %.1f s, %.1f Mpx/s, peak memory %.0f MB",
                    detector,
                    size,
                    size,
                    BANDS,
                    seconds,
                    (double) size * size / 1e6 / seconds,
                    peak));
            return peak;
        } finally {
            delete(output);
        }
    }

    /** The largest resident set of a living process; NaN where the system does not tell. */
    static double peakMegabytes(long process) throws IOException {
        Path status = Path.of("/proc/" + process + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
