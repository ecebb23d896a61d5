package org.palimpsest.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.learned.maskucd.StepSpeed;

/**
 * {@code palimpsest bench maskucd [--threads N] [--steps N] [WIDTHxHEIGHT...]}: seconds of a training step and its memory;
 * {@code palimpsest bench maskucd --report DATA -o DIR [--seeds N] [--percent N] [--epochs N] [--way
 * auto|authors|authors-guided|both] [--scene NAME]}: scores on labelled scenes beside the authors'.
 */
public final class MaskUcdBench implements Bench {
    private static final List<String> SIZES = List.of("64x64", "128x128", "257x289");

    @Override
    public String name() {
        return "maskucd";
    }

    @Override
    public String summary() {
        return "Seconds and memory of a step of MaskUCD by size (--threads, --steps, then WIDTHxHEIGHT); scores on labelled"
                + " scenes (--report DATA -o DIR, --seeds, --percent, --epochs, --way, --scene).";
    }

    @Override
    public void run(List<String> given, Consumer<String> report, Cancellation cancellation) throws Exception {
        List<String> arguments = new ArrayList<>(given);
        String data = text(arguments, "--report", "");
        if (!data.isEmpty()) {
            report(data, arguments, report, cancellation);
            return;
        }
        int threads = BenchOption.number(arguments, "--threads", 1, 1, 64);
        int steps = BenchOption.number(arguments, "--steps", 5, 1, 1000);
        for (String size : arguments.isEmpty() ? SIZES : arguments) {
            cancellation.check();
            if (!size.matches("\\d{1,5}x\\d{1,5}")) {
                throw new BadInputException("A size is WIDTHxHEIGHT in pixels, but was \"" + size + "\".");
            }
            String[] sides = size.split("x", 2);
            int width = Integer.parseInt(sides[0]);
            int height = Integer.parseInt(sides[1]);
            StepSpeed speed = StepSpeed.measure(height, width, threads, steps);
            report.accept(String.format(
                    Locale.ROOT,
                    "%-10s %d thread(s): %.3f s a step, %.2f s for 100 000 pixels%s",
                    size,
                    threads,
                    speed.seconds(),
                    speed.seconds() * 1e5 / ((double) width * height),
                    speed.peakBytes().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    ", peak %d MB, %d bytes a pixel",
                                    speed.peakBytes().getAsLong() >> 20,
                                    speed.peakBytes().getAsLong() / ((long) width * height))
                            : ""));
        }
    }

    private static void report(String data, List<String> arguments, Consumer<String> report, Cancellation cancellation)
            throws Exception {
        Path folder = Path.of(text(arguments, "-o", "maskucd-report"));
        int seeds = BenchOption.number(arguments, "--seeds", 3, 1, 100);
        int percent = BenchOption.number(arguments, "--percent", 100, 5, 100);
        int epochs = BenchOption.number(arguments, "--epochs", 150, 1, 10_000);
        String way = text(arguments, "--way", "both");
        String only = text(arguments, "--scene", "");
        if (!Files.isDirectory(Path.of(data)) || !arguments.isEmpty()) {
            throw new BadInputException(
                    "bench maskucd --report wants a folder with labelled scenes, and knows -o, --seeds,"
                            + " --percent, --epochs, --way and --scene, but got \"" + data + "\" " + arguments + ".");
        }
        List<LabelledScene> scenes = LabelledScene.below(Path.of(data)).stream()
                .filter(scene -> scene.name().contains(only))
                .toList();
        if (!List.of("both", MaskUcdTrial.AUTO, MaskUcdTrial.AUTHORS, MaskUcdTrial.GUIDED)
                .contains(way)) {
            throw new BadInputException("--way must be auto, authors, authors-guided or both, but was " + way + ".");
        }
        List<String> ways = way.equals("both") ? List.of(MaskUcdTrial.AUTO, MaskUcdTrial.AUTHORS) : List.of(way);
        new MaskUcdReport(folder, seeds, percent / 100.0, epochs, report).run(scenes, ways, cancellation);
    }

    /** Takes an option with its text out of the arguments. */
    private static String text(List<String> arguments, String option, String otherwise) throws BadInputException {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 >= arguments.size()) {
            throw new BadInputException(option + " wants a value.");
        }
        String text = arguments.get(at + 1);
        arguments.subList(at, at + 2).clear();
        return text;
    }
}
