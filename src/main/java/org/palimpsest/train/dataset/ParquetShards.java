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
import org.palimpsest.base.Notice;

/**
 * Parquet shards as datasets on the hub have them: {@code train-00000-of-00004.parquet} and so on, in the folder or in its
 * {@code data}, with the columns imageA, imageB and label, each {@code {bytes, path}}; other columns are ignored.
 */
final class ParquetShards implements DatasetFormat {
    private static final String ENDING = ".parquet";

    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException, BadInputException {
        List<Path> shards = new ArrayList<>();
        if (Files.isRegularFile(place) && isShard(place)) {
            shards.add(place);
        } else if (Files.isDirectory(place)) {
            collect(place, shards);
            if (shards.isEmpty() && Files.isDirectory(place.resolve("data"))) {
                collect(place.resolve("data"), shards);
            }
        }
        if (shards.isEmpty()) {
            return Optional.empty();
        }
        Map<Split, List<LabelledPair>> splits = new EnumMap<>(Split.class);
        List<Notice> problems = new ArrayList<>();
        for (Path path : shards) {
            String word = DateFolders.stem(path).split("-", 2)[0];
            Optional<Split> split = Split.named(word);
            if (split.isEmpty()) {
                problems.add(Notice.of(
                        "dataset.shard",
                        "{0} does not say in its name which split it holds (train-..., val-..., test-...).",
                        path));
                continue;
            }
            ParquetShard shard = ParquetShard.open(path);
            List<LabelledPair> pairs = splits.computeIfAbsent(split.get(), key -> new ArrayList<>());
            for (long row = 0; row < shard.rows(); row++) {
                long number = row;
                pairs.add(new EncodedPair(
                        path.toString(),
                        DateFolders.stem(path) + "-" + number,
                        options.labels(),
                        () -> shard.pictures(number)));
            }
        }
        return Optional.of(new Dataset(place, "Parquet shards", splits, problems));
    }

    private static void collect(Path folder, List<Path> shards) throws IOException {
        for (Path path : DateFolders.list(folder)) {
            if (Files.isRegularFile(path) && isShard(path)) {
                shards.add(path);
            }
        }
    }

    private static boolean isShard(Path path) {
        return path.getFileName().toString().endsWith(ENDING);
    }
}
