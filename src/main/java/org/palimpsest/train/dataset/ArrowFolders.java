package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * What {@code save_to_disk} of Python's datasets library writes: a folder for each split with {@code data-*.arrow} and {@code
 * dataset_info.json}, and {@code dataset_dict.json} above them.
 */
final class ArrowFolders implements DatasetFormat {
    private static final List<String> COLUMNS = List.of("imageA", "imageB", "label");
    private static final String ENDING = ".arrow";

    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException, BadInputException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        Map<Split, List<LabelledPair>> splits = new EnumMap<>(Split.class);
        for (Path folder : DateFolders.list(place)) {
            Optional<Split> split = Split.named(folder.getFileName().toString());
            if (split.isEmpty() || !Files.isDirectory(folder)) {
                continue;
            }
            for (Path file : DateFolders.list(folder)) {
                if (file.getFileName().toString().endsWith(ENDING)) {
                    splits.computeIfAbsent(split.get(), key -> new ArrayList<>())
                            .addAll(pairs(file, options.labels()));
                }
            }
        }
        return splits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Dataset(place, "Arrow files of save_to_disk", splits, List.of()));
    }

    private static List<LabelledPair> pairs(Path file, LabelRule labels) throws IOException, BadInputException {
        ArrowStream stream = ArrowStream.open(file, COLUMNS);
        List<LabelledPair> pairs = new ArrayList<>();
        for (long row = 0; row < stream.rows(); row++) {
            long number = row;
            pairs.add(new EncodedPair(
                    file.toString(), DateFolders.stem(file) + "-" + row, labels, () -> stream.row(number)));
        }
        return pairs;
    }
}
