package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.Notice;

/** Folders {@code train}, {@code val} and {@code test}, each with the folders of the dates and the labels. */
final class SplitFolders implements DatasetFormat {
    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        Map<Split, List<PairFiles>> files = new EnumMap<>(Split.class);
        List<Notice> problems = new ArrayList<>();
        String names = "";
        for (Path folder : DateFolders.list(place)) {
            Optional<Split> split = Split.named(folder.getFileName().toString());
            if (split.isEmpty() || !Files.isDirectory(folder)) {
                continue;
            }
            Optional<DateFolders> dates = DateFolders.in(folder);
            if (dates.isPresent()) {
                files.computeIfAbsent(split.get(), key -> new ArrayList<>())
                        .addAll(dates.get().pairs(problems));
                names = dates.get().before().getFileName() + ","
                        + dates.get().after().getFileName() + ","
                        + dates.get().label().getFileName();
            }
        }
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(dataset(place, "folders SPLIT/{" + names + "}", files, problems, options));
    }

    /** A dataset of image files. */
    static Dataset dataset(
            Path place,
            String format,
            Map<Split, List<PairFiles>> files,
            List<Notice> problems,
            DatasetOptions options) {
        List<PairFiles> all = new ArrayList<>();
        files.values().forEach(all::addAll);
        // The range is learnt on training images where there are any: EnumMap keeps their split first.
        List<PairFiles> training = files.getOrDefault(Split.TRAIN, all);
        DatasetRange range = new DatasetRange(training.isEmpty() ? all : training);
        Map<Split, List<LabelledPair>> splits = new EnumMap<>(Split.class);
        files.forEach((split, pairs) -> splits.put(
                split,
                pairs.stream()
                        .<LabelledPair>map(pair -> new FilePair(pair, "", options.labels(), range))
                        .toList()));
        return new Dataset(place, format, splits, problems);
    }
}
