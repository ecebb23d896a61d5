package org.palimpsest.train.dataset;

import java.util.List;
import java.util.Map;
import org.palimpsest.base.Notice;

/**
 * What a look at every pixel of a dataset found.
 *
 * @param format in words
 * @param splits by name of the split
 * @param problems one sentence for each file that is broken, missing or does not fit, naming it
 * @param warnings what is legal but unusual and what follows from it
 */
public record DatasetReport(
        String format, Map<Split, SplitReport> splits, List<Notice> problems, List<Notice> warnings) {
    /**
     * One split.
     *
     * @param pairs that can be used
     * @param pairsWithChange of these
     * @param pixels of all pairs
     * @param labelledPixels of these
     * @param changedPixels of these
     * @param sizes how many pairs have each size, such as "256 x 256"
     * @param bands how many pairs have each number of bands
     * @param groups how many pairs each group has; empty where there is one only
     */
    public record SplitReport(
            int pairs,
            int pairsWithChange,
            long pixels,
            long labelledPixels,
            long changedPixels,
            Map<String, Integer> sizes,
            Map<Integer, Integer> bands,
            Map<String, Integer> groups) {
        /** Share of change among the labelled pixels, 0 to 1. */
        public double changeShare() {
            return labelledPixels == 0 ? 0 : (double) changedPixels / labelledPixels;
        }
    }

    /** Tells whether it can be trained on as it is. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
