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

/**
 * The folders of the dates and the labels once, and lists that say which names belong to which split: {@code
 * list/train.txt}, one name a line, or the three paths of a pair a line.
 */
final class ListedFolders implements DatasetFormat {
    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException {
        Path lists = place.resolve("list");
        if (!Files.isDirectory(lists)) {
            return Optional.empty();
        }
        Optional<DateFolders> dates = DateFolders.in(place);
        if (dates.isEmpty()) {
            return Optional.empty();
        }
        Map<Split, List<PairFiles>> files = new EnumMap<>(Split.class);
        List<Notice> problems = new ArrayList<>();
        for (Path list : DateFolders.list(lists)) {
            Optional<Split> split = Split.named(DateFolders.stem(list));
            if (split.isPresent() && list.getFileName().toString().endsWith(".txt")) {
                files.put(split.get(), read(place, list, dates.get(), problems));
            }
        }
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(SplitFolders.dataset(place, "folders with list/*.txt", files, problems, options));
    }

    private static List<PairFiles> read(Path place, Path list, DateFolders dates, List<Notice> problems)
            throws IOException {
        List<PairFiles> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            String[] words = line.strip().split("\\s+");
            if (line.isBlank()) {
                continue;
            }
            if (words.length == 3) {
                Path[] paths = {place.resolve(words[0]), place.resolve(words[1]), place.resolve(words[2])};
                if (Files.exists(paths[0]) && Files.exists(paths[1]) && Files.exists(paths[2])) {
                    pairs.add(new PairFiles(DateFolders.stem(paths[0]), paths[0], paths[1], paths[2]));
                } else {
                    problems.add(Notice.of(
                            "dataset.listed", "{0} names {1}, of which not every file is there.", list, line.strip()));
                }
            } else {
                dates.named(line.strip(), problems).ifPresent(pairs::add);
            }
        }
        return pairs;
    }
}
