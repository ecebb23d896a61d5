package org.palimpsest.cli.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/**
 * {@code mad} and {@code ir-mad} beside the Orfeo ToolBox's MultivariateAlterationDetector on one pair: wall time up to score
 * and mask, the best of two, and the most memory, each in a process of its own.
 *
 * <p>Memory is read from Linux' {@code /proc}; elsewhere it is left out.
 */
final class DetectorRace {
    private static final String JUDGE = "otbcli_MultivariateAlterationDetector";
    private static final List<String> DETECTORS = List.of("mad", "ir-mad");
    private static final int LOOK_MILLISECONDS = 40;
    private static final String MEMORY = "512m";
    private static final String HEAP = "-Xmx256m";
    private static final int ROUNDS = 2;

    private DetectorRace() {}

    /** What a process took; memory is 0 where it is not known. */
    private record Measured(double seconds, long peakBytes) {
        /** The shorter time and the larger memory of two. */
        Measured orBetter(Measured other) {
            return new Measured(Math.min(seconds, other.seconds), Math.max(peakBytes, other.peakBytes));
        }
    }

    /** Runs all three on a pair and reports the ratios. */
    static void run(Path folder, Path before, Path after, Consumer<String> report, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        Optional<Measured> judge = Optional.empty();
        if (isInstalled()) {
            Path out = folder.resolve("otb.tif");
            List<String> command = List.of(
                    JUDGE, "-in1", before.toString(), "-in2", after.toString(), "-out", out.toString(), "float");
            judge = Optional.of(measure(command, cancellation));
            for (int round = 1; round < ROUNDS; round++) {
                judge = Optional.of(judge.get().orBetter(measure(command, cancellation)));
            }
            Files.deleteIfExists(out);
            report.accept(line("OTB", judge.get()));
        } else {
            report.accept("No " + JUDGE + " was found to compare with (Debian: otb-bin).");
        }
        for (String detector : DETECTORS) {
            Path out = folder.resolve(detector);
            Measured ours = upToMask(command(before, after, detector, out), out, cancellation);
            for (int round = 1; round < ROUNDS; round++) {
                ours = ours.orBetter(upToMask(command(before, after, detector, out), out, cancellation));
            }
            report.accept(line(detector, ours));
            if (judge.isPresent()) {
                report.accept(String.format(
                        Locale.ROOT,
                        "%s takes %.2f times OTB's time and %.2f times its memory.",
                        detector,
                        ours.seconds / judge.get().seconds,
                        ours.peakBytes / (double) Math.max(1, judge.get().peakBytes)));
            }
        }
    }

    private static Measured upToMask(List<String> command, Path out, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        Measured whole = measure(command, cancellation);
        Measured before = new Measured(whole.seconds - preview(out), whole.peakBytes);
        delete(out);
        return before;
    }

    /** The program as a user starts it where it is installed, else with the same options from its classes. */
    private static List<String> command(Path before, Path after, String detector, Path out) {
        Optional<Path> script = Optional.ofNullable(System.getProperty("palimpsest.home"))
                .map(home -> Path.of(home, "bin", "palimpsest"))
                .filter(Files::isExecutable);
        List<String> command = new ArrayList<>(script.map(found -> List.of(found.toString()))
                .orElseGet(() -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.palimpsest.Palimpsest")));
        command.addAll(List.of(
                "detect",
                before.toString(),
                after.toString(),
                "-d",
                detector,
                "-o",
                out.toString(),
                "--formats",
                "none",
                "--memory",
                MEMORY));
        return command;
    }

    /** Seconds that went into what comes after score and mask. */
    private static double preview(Path folder) throws IOException, BadInputException {
        Path record = folder.resolve("run.json");
        if (!Files.exists(record)) {
            throw new BadInputException(
                    "The run of " + folder.getFileName() + " did not end well; run it by hand to see why.");
        }
        JsonObject seconds = JsonParser.parseString(Files.readString(record))
                .getAsJsonObject()
                .getAsJsonObject("seconds");
        JsonElement preview = seconds.get("preview");
        return preview == null ? 0 : preview.getAsDouble();
    }

    private static Measured measure(List<String> command, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        try {
            while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
                peak = Math.max(peak, peakBytes(process.toHandle()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return new Measured((System.nanoTime() - start) * 1e-9, peak);
    }

    /** The most memory of a process and those that it started (OTB's command is a shell script). */
    private static long peakBytes(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        long peak = 0;
        for (ProcessHandle each : all) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(each.pid()), "status"))) {
                peak = Math.max(
                        peak,
                        lines.filter(line -> line.startsWith("VmHWM:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                                .findFirst()
                                .orElse(0));
            } catch (IOException | java.io.UncheckedIOException e) {
                // Not Linux, or the process ended in between.
            }
        }
        return peak;
    }

    private static boolean isInstalled() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(java.io.File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, JUDGE))) {
                return true;
            }
        }
        return false;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static String line(String who, Measured measured) {
        return String.format(
                Locale.ROOT,
                "%-10s up to score and mask: %.1f s, at most %d MB",
                who,
                measured.seconds,
                measured.peakBytes >> 20);
    }
}
