package org.palimpsest.train;

import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.train.dataset.Chip;

/**
 * How many pixels had which probability of change, by their label: gives the confusion counts at any threshold from one pass
 * over the data. Thresholds are multiples of 1/1000. Not safe for several threads.
 */
public final class ProbabilityHistogram {
    private static final int BINS = 1000;

    private final long[] unchanged = new long[BINS];
    private final long[] changed = new long[BINS];
    private boolean finite = true;

    /** Counts a pixel whose label is not {@link Chip#IGNORED}. */
    public void add(float probability, byte label) {
        if (!Float.isFinite(probability)) {
            finite = false;
            return;
        }
        if (label != Chip.IGNORED) {
            // Bin k holds what lies above k / 1000, up to and with (k + 1) / 1000.
            int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * (double) BINS) - 1));
            (label == Chip.CHANGE ? changed : unchanged)[bin]++;
        }
    }

    /** Whether every probability was a number. */
    boolean isFinite() {
        return finite;
    }

    /** The counts when a probability above {@code threshold} is change. */
    public ConfusionCounts at(double threshold) {
        int first = (int) Math.round(threshold * BINS);
        long[] cells = new long[4];
        for (int bin = 0; bin < BINS; bin++) {
            cells[bin >= first ? 0 : 2] += changed[bin];
            cells[bin >= first ? 1 : 3] += unchanged[bin];
        }
        return new ConfusionCounts(cells[0], cells[1], cells[2], cells[3]);
    }

    /** The threshold with the best F1 of the change class; of equal ones the one nearest to 0.5. */
    public double bestThreshold() {
        double best = 0.5;
        double bestF1 = -1;
        long above = 0;
        long total = 0;
        long truth = 0;
        for (long count : changed) {
            truth += count;
        }
        for (int bin = BINS - 1; bin >= 1; bin--) {
            above += changed[bin];
            total += changed[bin] + unchanged[bin];
            double f1 = total + truth == 0 ? 0 : 2.0 * above / (total + truth);
            double threshold = (double) bin / BINS;
            if (f1 > bestF1 || (f1 == bestF1 && Math.abs(threshold - 0.5) < Math.abs(best - 0.5))) {
                bestF1 = f1;
                best = threshold;
            }
        }
        return best;
    }
}
