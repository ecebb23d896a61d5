package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.train.dataset.BlockOptions;
import org.palimpsest.train.dataset.BlockSplit;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetMaker;
import org.palimpsest.train.dataset.DatasetOptions;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest dataset make}: cuts scenes, or any dataset, into chips and writes them as a dataset. */
@Command(
        name = "make",
        sortOptions = false,
        description = "Cut a labelled pair of rasters, or any dataset, into chips and write them as a dataset.")
final class DatasetMakeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DatasetCommand parent;

    @Parameters(
            paramLabel = "DATASET",
            arity = "0..1",
            description = "Dataset to write anew, in any known layout, or hub:OWNER/NAME.")
    private @Nullable String source;

    @Option(names = "--before", paramLabel = "FILE", description = "Raster of the earlier date.")
    private @Nullable Path before;

    @Option(names = "--after", paramLabel = "FILE", description = "Raster of the later date.")
    private @Nullable Path after;

    @Option(names = "--label", paramLabel = "FILE", description = "What changed: a raster or a file of polygons.")
    private @Nullable Path label;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Folder of the new dataset, empty or missing.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "folder or parquet (default: folder).")
    private String format = "folder";

    @Option(names = "--chip", paramLabel = "N", description = "Width and height of the chips (default: 256).")
    private int chip = DatasetOptions.USUAL_CHIP;

    @Option(names = "--ignore", paramLabel = "V", description = "Value of the labels that means not labelled.")
    private @Nullable Double ignore;

    @Option(
            names = "--split-blocks",
            description = "Deal one pair to train and val by blocks of ground that keep a margin from one another;"
                    + " chips without labels are left out (default: the last fifth is for val).")
    private boolean splitBlocks;

    @Option(
            names = "--val-share",
            paramLabel = "S",
            description = "With --split-blocks: share of the labelled pixels for val, 0.05 to 0.5 (default: 0.2).")
    private double validation = BlockOptions.USUAL_VALIDATION;

    @Option(
            names = "--margin",
            paramLabel = "N",
            description = "With --split-blocks: pixels between chips of train and val (default: a quarter of a chip).")
    private @Nullable Integer margin;

    @Override
    public Integer call() throws BadInputException, CancelledException, IOException {
        if (chip < 32 || chip > 4096) {
            throw new BadInputException("A chip must be 32 to 4096 pixels wide, but was " + chip + ".");
        }
        LabelRule labels = new LabelRule(ignore == null ? OptionalDouble.empty() : OptionalDouble.of(ignore));
        if (!splitBlocks) {
            return make(dataset(new DatasetOptions(labels, chip)));
        }
        if (source != null || before == null || after == null || label == null) {
            throw new BadInputException("--split-blocks deals one pair: give --before, --after and --label.");
        }
        try (BlockSplit split = BlockSplit.of(
                before,
                after,
                label,
                labels,
                blocks(),
                Progress.NONE,
                parent.shell().interruption().heeded())) {
            split.counts().forEach((part, counts) -> parent.shell()
                    .out()
                    .println(part + ": " + counts.changed() + " pixels changed, " + counts.unchanged() + " unchanged"));
            return make(split.dataset());
        }
    }

    private BlockOptions blocks() throws BadInputException {
        try {
            return new BlockOptions(chip, validation, margin == null ? chip / 4 : margin);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private int make(Dataset dataset) throws BadInputException, CancelledException, IOException {
        Map<Split, Integer> counts = DatasetMaker.make(
                dataset,
                output,
                DatasetMaker.Format.parse(format),
                chip,
                Progress.NONE,
                parent.shell().interruption().heeded());
        counts.forEach((split, count) -> parent.shell().out().println(split + ": " + count + " pairs"));
        return ExitCode.DONE;
    }

    private Dataset dataset(DatasetOptions options) throws BadInputException, CancelledException {
        boolean scene = before != null && after != null && label != null;
        if (scene && source == null) {
            return Datasets.ofScene(
                    java.util.Objects.requireNonNull(before),
                    java.util.Objects.requireNonNull(after),
                    java.util.Objects.requireNonNull(label),
                    options);
        }
        if (source == null || before != null || after != null || label != null) {
            throw new BadInputException("Give either a dataset, or --before, --after and --label together.");
        }
        return Datasets.open(new HubPlaces(parent.shell(), false).dataset(source), options);
    }
}
