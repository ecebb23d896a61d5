package org.palimpsest.learned.maskucd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a training went: for the run record, and as a table.
 *
 * @param last epoch, whose map or network is the result
 */
record TrainingRecord(TrainingSettings settings, PairScaling scaling, EpochRecord last, List<EpochRecord> epochs) {
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("images", scaling.reason());
        facts.put("seed", Long.toString(settings.seed()));
        facts.put("epochs", Integer.toString(epochs.size()));
        facts.put("loss", String.format(Locale.ROOT, "%.6g", last.total()));
        facts.put("maskFactor", String.format(Locale.ROOT, "%.4f", last.factor()));
        facts.put("maskShare", String.format(Locale.ROOT, "%.6f", last.maskShare()));
        return facts;
    }

    /** Losses and mask of every epoch. */
    Map<String, String> tables() {
        StringBuilder csv = new StringBuilder(EpochRecord.HEADER).append('\n');
        epochs.forEach(epoch -> csv.append(epoch.csv()).append('\n'));
        return Map.of("training.csv", csv.toString());
    }
}
