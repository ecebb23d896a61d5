package org.palimpsest.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.engine.RasterPair;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;

/**
 * Two dates of a place with a reference of what changed, or a set of such tiles that is scored together.
 *
 * @param name the folder, relative to the data
 * @param sensors what took the pictures: both one band means radar, unlike band counts mean mixed
 * @param tiles the pairs; one, but for sets of tiles
 */
record LabelledScene(String name, SensorPair sensors, List<Tile> tiles) {
    /** Published scenes whose dates come from different sensors although their pictures have the same bands. */
    private static final List<String> MIXED = List.of("california", "italy", "gloucester", "shuguang");

    private static final List<String[]> NAMES =
            List.of(new String[] {"before.tif", "after.tif", "label.tif"}, new String[] {"t1.png", "t2.png", "gt.png"});

    /** The three files of one pair. */
    record Tile(Path before, Path after, Path label) {}

    /** All bands of both dates on the grid of the first, where both lie; neither is closed with it. */
    static AlignedPair pair(Raster before, Raster after) throws BadInputException {
        AlignedRaster aligned = AlignedRaster.align(before, after, Resampling.BILINEAR);
        return new RasterPair(
                before,
                IntStream.range(0, before.bands().size()).toArray(),
                aligned,
                IntStream.range(0, after.bands().size()).toArray(),
                aligned.overlap().window(),
                Optional.empty());
    }

    /** Every scene below a folder, by name. */
    static List<LabelledScene> below(Path data) throws IOException, BadInputException {
        List<Path> folders;
        try (Stream<Path> walk = Files.walk(data)) {
            folders = walk.filter(Files::isDirectory).sorted().toList();
        }
        List<LabelledScene> scenes = new ArrayList<>();
        for (Path folder : folders) {
            List<Tile> tiles = tiles(folder);
            if (!tiles.isEmpty()) {
                String name = data.relativize(folder).toString().replace('\\', '/');
                scenes.add(new LabelledScene(name, sensors(name, tiles.get(0)), tiles));
            }
        }
        return scenes;
    }

    private static List<Tile> tiles(Path folder) throws IOException {
        for (String[] names : NAMES) {
            Tile tile = new Tile(folder.resolve(names[0]), folder.resolve(names[1]), folder.resolve(names[2]));
            if (Files.exists(tile.before) && Files.exists(tile.after) && Files.exists(tile.label)) {
                return List.of(tile);
            }
        }
        Path before = folder.resolve("A");
        Path labels = folder.resolve("label");
        if (!Files.isDirectory(before) || !Files.isDirectory(labels)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(before)) {
            return files.sorted()
                    .map(Path::getFileName)
                    .map(file ->
                            new Tile(before.resolve(file), folder.resolve("B").resolve(file), labels.resolve(file)))
                    .filter(tile -> Files.exists(tile.after) && Files.exists(tile.label))
                    .toList();
        }
    }

    private static SensorPair sensors(String name, Tile tile) throws BadInputException {
        String lower = name.toLowerCase(Locale.ROOT);
        try (Raster before = Rasters.open(tile.before.toString());
                Raster after = Rasters.open(tile.after.toString())) {
            int first = before.bands().size();
            int second = after.bands().size();
            if (first != second || MIXED.stream().anyMatch(lower::contains)) {
                return SensorPair.MIXED;
            }
            return first == 1 ? SensorPair.RADAR : SensorPair.OPTICAL;
        }
    }

    /** The value of the reference that means "not known": what the file declares as nodata. */
    static Optional<Double> unknown(Raster label) {
        return label.bands().get(0).nodata().isPresent()
                ? Optional.of(label.bands().get(0).nodata().getAsDouble())
                : Optional.empty();
    }
}
