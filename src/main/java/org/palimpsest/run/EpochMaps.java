package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.palimpsest.raster.GeoKeys;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * Tells of every epoch of a training on the pair, and keeps the map of every few of them as a file of its own in the run's work
 * folder: the first, the last, and some thirty of those between at most, however long the training is.
 *
 * <p>A resumed training begins after the epochs that an earlier try has kept: their maps stay, and the scene looks as the last of
 * them shows it.
 *
 * <p>A map that cannot be written is warned of and left out: the training is worth more than its pictures.
 */
final class EpochMaps implements EpochListener {
    /** Where the maps lie, below the run's work folder. */
    static final String FOLDER = "epochs";

    private static final int TILE = 256;

    private final Path work;
    private final Path folder;
    private final AlignedPair pair;
    private final Consumer<RunEvent> events;
    private final Progress progress;
    private Optional<GeoKeys> keys = Optional.empty();
    private @Nullable EpochCanvas canvas;

    private EpochMaps(Path work, AlignedPair pair, Consumer<RunEvent> events, Progress progress) {
        this.work = work;
        this.folder = work.resolve(FOLDER);
        this.pair = pair;
        this.events = events;
        this.progress = progress;
    }

    /** Waits for a training; the maps of an earlier try stay until it is known where the training goes on. */
    static EpochMaps begin(Path work, AlignedPair pair, Consumer<RunEvent> events, Progress progress) {
        return new EpochMaps(work, pair, events, progress);
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
            goOn(epoch.number(), drawn);
        }
        drawn.paint(epoch.map());
        Optional<Path> map = epoch.isMilestone() ? write(epoch, drawn) : Optional.empty();
        events.accept(new RunEvent.Epoch(epoch.number(), epoch.total(), epoch.loss(), epoch.maskShare(), map));
    }

    /** Takes over what is known from epochs before the first one that is heard of, and forgets maps of later ones. */
    private void goOn(int first, EpochCanvas drawn) {
        try {
            List<Path> earlier = new ArrayList<>();
            for (Path map : in(work)) {
                if (number(map) < first) {
                    earlier.add(map);
                } else {
                    Files.delete(map);
                }
            }
            if (!earlier.isEmpty()) {
                float[][] known = read(earlier.get(earlier.size() - 1));
                drawn.fill(known[0], known[1]);
            }
        } catch (IOException e) {
            progress.warning(String.valueOf(WriteFailure.of(folder, e).getMessage()));
        } catch (BadInputException e) {
            progress.warning(String.valueOf(e.getMessage()));
        }
    }

    /** Differences and mask of a map that was kept; NaN where nothing is known. */
    private static float[][] read(Path map) throws BadInputException {
        try (Raster raster = Rasters.open(map.toString())) {
            return EpochProduct.bands(raster, raster.grid().window());
        }
    }

    private Optional<Path> write(TrainedEpoch epoch, EpochCanvas drawn) {
        Path file = folder.resolve(String.format(Locale.ROOT, "epoch-%05d.tif", epoch.number()));
        try {
            Files.createDirectories(folder);
            write(file, epoch.number(), drawn);
            return Optional.of(file);
        } catch (IOException e) {
            progress.warning(String.valueOf(WriteFailure.of(file, e).getMessage()));
        } catch (BadInputException e) {
            progress.warning(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void write(Path file, int epoch, EpochCanvas drawn) throws BadInputException {
        Grid grid = drawn.grid(pair.grid());
        if (keys.isEmpty()) {
            keys = grid.crs().map(GeoKeys::of);
        }
        GeoTiffFormat format = EpochProduct.format(EpochProduct.names(epoch)).withTileSize(TILE);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, keys, format, 1)) {
            writer.write(grid.window(), drawn.values(), drawn.mask());
            writer.finishUnflushed();
        }
    }
}
