package org.palimpsest.train.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;

/** Reads every pair of a dataset once and tells what is in it and what is wrong with it. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /** Checks the whole dataset; broken pairs are told in the report and never end the check. */
    public static DatasetReport of(Dataset dataset, Progress progress, Cancellation cancellation)
            throws CancelledException {
        List<Notice> problems = new ArrayList<>(dataset.problems());
        Map<Split, DatasetReport.SplitReport> splits = new EnumMap<>(Split.class);
        for (Map.Entry<Split, List<LabelledPair>> entry : dataset.splits().entrySet()) {
            progress.stage(entry.getKey().id(), entry.getValue().size());
            Tally tally = new Tally();
            long done = 0;
            for (LabelledPair pair : entry.getValue()) {
                cancellation.check();
                try {
                    tally.add(pair.read(), pair.group());
                } catch (BadInputException e) {
                    problems.add(e.notice().about(entry.getKey() + ", " + pair.name()));
                }
                progress.done(++done);
            }
            splits.put(entry.getKey(), tally.report());
        }
        return new DatasetReport(dataset.format(), splits, problems, warnings(splits));
    }

    private static List<Notice> warnings(Map<Split, DatasetReport.SplitReport> splits) {
        List<Notice> warnings = new ArrayList<>();
        for (Split split : Split.values()) {
            DatasetReport.SplitReport report = splits.get(split);
            if (report == null) {
                if (split != Split.TEST) {
                    warnings.add(
                            Notice.of("dataset.noSplit", "There is no split \"{0}\", which training needs.", split));
                }
            } else if (report.changedPixels() == 0) {
                warnings.add(Notice.of("dataset.noChange", "No pixel of split \"{0}\" is labelled as change.", split));
            } else if (report.changedPixels() == report.labelledPixels()) {
                warnings.add(Notice.of(
                        "dataset.allChange",
                        "Every labelled pixel of split \"{0}\" is change; are the labels those of change, with 0 for no"
                                + " change?",
                        split));
            }
        }
        long bandCounts = splits.values().stream()
                .flatMap(report -> report.bands().keySet().stream())
                .distinct()
                .count();
        if (bandCounts > 1) {
            warnings.add(Notice.of(
                    "dataset.bands",
                    "The pairs do not all have the same number of bands; a network takes one number only."));
        }
        return warnings;
    }

    /** Counts over the pairs of one split. */
    private static final class Tally {
        private int pairs;
        private int withChange;
        private long pixels;
        private long labelled;
        private long changed;
        private final Map<String, Integer> sizes = new TreeMap<>();
        private final Map<Integer, Integer> bands = new TreeMap<>();
        private final Map<String, Integer> groups = new TreeMap<>();

        void add(Chip chip, String group) {
            long change = chip.changed();
            pairs++;
            withChange += change > 0 ? 1 : 0;
            pixels += chip.label().length;
            labelled += chip.labelled();
            changed += change;
            sizes.merge(chip.width() + " x " + chip.height(), 1, Integer::sum);
            bands.merge(chip.bands(), 1, Integer::sum);
            if (!group.isEmpty()) {
                groups.merge(group, 1, Integer::sum);
            }
        }

        DatasetReport.SplitReport report() {
            return new DatasetReport.SplitReport(pairs, withChange, pixels, labelled, changed, sizes, bands, groups);
        }
    }
}
