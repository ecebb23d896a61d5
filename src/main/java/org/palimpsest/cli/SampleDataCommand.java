package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.sample.SampleData;
import org.palimpsest.sample.Scene;
import org.palimpsest.sample.SceneGenerator;
import org.palimpsest.sample.SceneSettings;
import org.palimpsest.sample.TrainingPairs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest sample-data}: makes the sample scene again, or another one from another seed. */
@Command(
        name = "sample-data",
        description = "Generate an invented landscape seen on two dates, with its true changes: before.tif, after.tif,"
                + " change.tif and radar.tif; or, with --pairs, a dataset of many to train on.")
final class SampleDataCommand implements Callable<Integer> {
    private static final int REPORT_EVERY = 20;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder for the files.")
    private Path folder = Path.of("sample-data");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Another number gives another landscape (default: ${DEFAULT-VALUE}, the one that was shipped).")
    private long seed = SampleData.SEED;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "Pixels of the first image (default: 800x720; of pairs: 256x256).")
    private @Nullable String size;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "Write a dataset of N pairs for training instead, each of another country or town and season; goes on"
                            + " where it was stopped.")
    private @Nullable Integer pairs;

    @Option(
            names = "--flood",
            description =
                    "Instead of three years let eighteen days pass, in which a flood comes and nothing else changes.")
    private boolean flood;

    @Option(names = "--overwrite", description = "Replace files that are there already.")
    private boolean overwrite;

    @Override
    public Integer call() throws BadInputException {
        if (pairs != null) {
            return writePairs(pairs);
        }
        Scene scene = new SceneGenerator(settings()).generate();
        SampleData.write(scene, folder, overwrite);
        root.shell()
                .out()
                .printf(
                        Locale.ROOT,
                        "Wrote %s to %s: %.1f %% of the ground that both dates show has changed.%n",
                        String.join(", ", SampleData.FILES),
                        folder,
                        100 * scene.truth().changedShare());
        return ExitCode.DONE;
    }

    private int writePairs(int count) throws BadInputException {
        int[] sides = sides(256, 256);
        if (count < 1 || sides[0] != sides[1]) {
            throw new BadInputException("A dataset needs at least one pair, and pairs are square, such as --pairs 300"
                    + " --size 256x256; but asked for were " + count + " of " + sides[0] + " x " + sides[1] + ".");
        }
        try {
            TrainingPairs.write(folder, seed, count, sides[0], done -> {
                if (done % REPORT_EVERY == 0 || done == count) {
                    root.shell().out().printf(Locale.ROOT, "%d of %d pairs%n", done, count);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
        return ExitCode.DONE;
    }

    private SceneSettings settings() throws BadInputException {
        int[] sides = sides(SampleData.WIDTH, SampleData.HEIGHT);
        try {
            return flood
                    ? SceneSettings.flooded(seed, sides[0], sides[1])
                    : SceneSettings.sample(seed, sides[0], sides[1]);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private int[] sides(int usualWidth, int usualHeight) throws BadInputException {
        if (size == null) {
            return new int[] {usualWidth, usualHeight};
        }
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new BadInputException("--size must be two numbers such as 800x720, but was \"" + size + "\".");
        }
        return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
    }
}
