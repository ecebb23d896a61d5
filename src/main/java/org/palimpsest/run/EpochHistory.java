package org.palimpsest.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/**
 * How the training on the pair went, read from the folder of a finished run.
 *
 * @param epochs all of them, in order; empty where the run trained nothing
 */
public record EpochHistory(List<Epoch> epochs) {
    /**
     * One epoch.
     *
     * @param number from 0
     * @param map where its differences lie, for those whose map was kept
     * @param mask where the part of each pixel lies that its mask held, likewise
     */
    public record Epoch(int number, double loss, double maskShare, Optional<EpochMap> map, Optional<EpochMap> mask) {}

    public EpochHistory {
        epochs = List.copyOf(epochs);
    }

    /**
     * Reads {@code training.csv} and the names of the bands of {@code epochs.tif}.
     *
     * @throws BadInputException when they are there but cannot be read
     */
    public static EpochHistory read(Path directory) throws BadInputException {
        Path table = directory.resolve("training.csv");
        if (!Files.isRegularFile(table)) {
            return new EpochHistory(List.of());
        }
        Map<String, EpochMap> maps = maps(directory.resolve(EpochProduct.FILE));
        try {
            List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
            List<String> names =
                    lines.isEmpty() ? List.of() : List.of(lines.get(0).split(","));
            List<Epoch> epochs = new ArrayList<>();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] values = line.split(",");
                int number = (int) value(names, values, "epoch");
                List<String> bands = EpochProduct.names(number);
                epochs.add(new Epoch(
                        number,
                        value(names, values, "total"),
                        value(names, values, "mask_share"),
                        Optional.ofNullable(maps.get(bands.get(0))),
                        Optional.ofNullable(maps.get(bands.get(1)))));
            }
            return new EpochHistory(epochs);
        } catch (IOException | NumberFormatException e) {
            throw new BadInputException(
                    "The table of the training " + table + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static double value(List<String> names, String[] values, String name) {
        int place = names.indexOf(name);
        if (place < 0 || place >= values.length) {
            throw new NumberFormatException("there is no value of \"" + name + "\"");
        }
        return Double.parseDouble(values[place]);
    }

    private static Map<String, EpochMap> maps(Path file) throws BadInputException {
        Map<String, EpochMap> maps = new HashMap<>();
        if (Files.isRegularFile(file)) {
            try (Raster raster = Rasters.open(file.toString())) {
                for (Band band : raster.bands()) {
                    maps.put(band.name(), new EpochMap(file, band.number() - 1));
                }
            }
        }
        return maps;
    }
}
