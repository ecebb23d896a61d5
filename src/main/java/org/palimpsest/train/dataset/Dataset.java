package org.palimpsest.train.dataset;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * A dataset that was found on disk: its pairs by split, none of them read yet.
 *
 * @param place file or folder
 * @param format in words, such as "folders train/{A,B,label}"
 * @param splits pairs in a fixed order; a split without pairs is absent
 * @param problems what is wrong with it, one sentence each with the file's name; such pairs are left out
 */
public record Dataset(Path place, String format, Map<Split, List<LabelledPair>> splits, List<Notice> problems) {
    public Dataset {
        Map<Split, List<LabelledPair>> filled = new EnumMap<>(Split.class);
        splits.forEach((split, pairs) -> {
            if (!pairs.isEmpty()) {
                filled.put(split, List.copyOf(pairs));
            }
        });
        splits = filled;
        problems = List.copyOf(problems);
    }

    /** The pairs of a split that must be there. */
    public List<LabelledPair> split(Split split) throws BadInputException {
        List<LabelledPair> pairs = splits.get(split);
        if (pairs == null) {
            throw new BadInputException(place + " has no split \"" + split + "\"; it has "
                    + (splits.isEmpty() ? "no pairs at all" : splits.keySet()) + ". See palimpsest dataset check "
                    + place + ".");
        }
        return pairs;
    }
}
