package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;
import org.palimpsest.sample.SampleData;
import org.palimpsest.sample.Scene;
import org.palimpsest.sample.SceneGenerator;
import org.palimpsest.sample.SceneSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest sample-data}: makes the sample scene again, or another one from another seed. */
@Command(
        name = "sample-data",
        description = "Generate an invented landscape seen on two dates, with its true changes: before.tif, after.tif,"
                + " change.tif and radar.tif.")
final class SampleDataCommand implements Callable<Integer> {
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
            description = "Pixels of the first image (default: ${DEFAULT-VALUE}).")
    private String size = SampleData.WIDTH + "x" + SampleData.HEIGHT;

    @Option(names = "--overwrite", description = "Replace files that are there already.")
    private boolean overwrite;

    @Override
    public Integer call() throws BadInputException {
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

    private SceneSettings settings() throws BadInputException {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new BadInputException("--size must be two numbers such as 800x720, but was \"" + size + "\".");
        }
        try {
            return SceneSettings.sample(seed, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
