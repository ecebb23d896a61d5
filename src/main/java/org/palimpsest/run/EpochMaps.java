package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Progress;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.EpochListener;
import org.palimpsest.detect.TrainedEpoch;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoKeys;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;

/**
 * Tells of every epoch of a training on the pair, and keeps the map of every few of them as a file of its own in the run's work
 * folder: the first, the last, and some thirty of those between at most, however long the training is.
 *
 * <p>A map that cannot be written is warned of and left out: the training is worth more than its pictures.
 */
final class EpochMaps implements EpochListener {
    /** Where the maps lie, below the run's work folder. */
    static final String FOLDER = "epochs";

    private static final int MOST = 30;
    private static final int TILE = 256;

    private final Path folder;
    private final AlignedPair pair;
    private final Consumer<RunEvent> events;
    private final Progress progress;
    private Optional<GeoKeys> keys = Optional.empty();
    private @Nullable EpochCanvas canvas;

    private EpochMaps(Path folder, AlignedPair pair, Consumer<RunEvent> events, Progress progress) {
        this.folder = folder;
        this.pair = pair;
        this.events = events;
        this.progress = progress;
    }

    /** Forgets the maps of an earlier try and waits for new ones. */
    static EpochMaps begin(Path work, AlignedPair pair, Consumer<RunEvent> events, Progress progress)
            throws IOException {
        Path folder = work.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        return new EpochMaps(folder, pair, events, progress);
    }

    /** The maps that a work folder holds, by epoch. */
    static List<Path> in(Path work) throws IOException {
        Path folder = work.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("epoch-\\d+\\.tif"))
                    .sorted()
                    .toList();
        }
    }

    /** The epoch of a map, from its name. */
    static int number(Path map) {
        return Integer.parseInt(map.getFileName().toString().replaceAll("\\D", ""));
    }

    @Override
    public void ended(TrainedEpoch epoch) {
        EpochCanvas drawn = canvas;
        if (drawn == null) {
            drawn = new EpochCanvas(pair.extent(), epoch.map());
            canvas = drawn;
        }
        drawn.paint(epoch.map());
        int every = Math.max(1, (epoch.total() + MOST - 1) / MOST);
        Optional<Path> map = epoch.last() || epoch.number() % every == 0 ? write(epoch, drawn) : Optional.empty();
        events.accept(new RunEvent.Epoch(
                epoch.number(), epoch.total(), epoch.loss(), epoch.maskShare(), epoch.threshold(), map));
    }

    private Optional<Path> write(TrainedEpoch epoch, EpochCanvas drawn) {
        Path file = folder.resolve(String.format(Locale.ROOT, "epoch-%05d.tif", epoch.number()));
        try {
            Files.createDirectories(folder);
            write(file, drawn.grid(pair.grid()), drawn.values());
            return Optional.of(file);
        } catch (IOException e) {
            progress.warning(String.valueOf(WriteFailure.of(file, e).getMessage()));
        } catch (BadInputException e) {
            progress.warning(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void write(Path file, Grid grid, float[] values) throws BadInputException {
        if (keys.isEmpty()) {
            keys = grid.crs().map(GeoKeys::of);
        }
        GeoTiffFormat format =
                GeoTiffFormat.score().withOverviews(Downsampling.NONE).withTileSize(TILE);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, keys, format, 1)) {
            writer.write(grid.window(), values);
            writer.finishUnflushed();
        }
    }
}
