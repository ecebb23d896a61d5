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

/** A folder of datasets, used as one: split goes with split, and scores are told for each of them too. */
final class Collection implements DatasetFormat {
    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException, BadInputException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        Map<Split, List<LabelledPair>> splits = new EnumMap<>(Split.class);
        List<Notice> problems = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path folder : DateFolders.list(place)) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            Optional<Dataset> member = memberOf(folder, options);
            if (member.isPresent()) {
                String name = folder.getFileName().toString();
                names.add(name);
                problems.addAll(member.get().problems());
                member.get().splits().forEach((split, pairs) -> splits.computeIfAbsent(split, key -> new ArrayList<>())
                        .addAll(pairs.stream()
                                .<LabelledPair>map(pair -> new Member(name, pair))
                                .toList()));
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Dataset(place, "collection of " + String.join(", ", names), splits, problems));
    }

    private static Optional<Dataset> memberOf(Path folder, DatasetOptions options)
            throws IOException, BadInputException {
        for (DatasetFormat format : List.of(new SplitFolders(), new ListedFolders())) {
            Optional<Dataset> dataset = format.open(folder, options);
            if (dataset.isPresent()) {
                return dataset;
            }
        }
        return Optional.empty();
    }

    /** A pair of one of the datasets. */
    private record Member(String group, LabelledPair pair) implements LabelledPair {
        @Override
        public String name() {
            return group + "/" + pair.name();
        }

        @Override
        public Chip read() throws BadInputException {
            return pair.read();
        }
    }
}
