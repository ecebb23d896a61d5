package org.palimpsest.train;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;
import org.palimpsest.train.dataset.Samples;

/** What a training needs to know of its images beforehand, from a sample of the training pairs. */
final class DataFacts {
    private static final int MOST_PAIRS = 64;
    private static final double LARGEST_WEIGHT = 100;
    private static final double SMALLEST_DEVIATION = 1e-4;

    private DataFacts() {}

    /** Mean and deviation of each band over both dates. */
    static Normalisation normalisation(List<LabelledPair> pairs, ChipCache cache) throws BadInputException {
        int bands = cache.get(pairs.get(0)).bands();
        double[] sums = new double[bands];
        double[] squares = new double[bands];
        long count = 0;
        for (int i = 0; i < pairs.size(); i += step(pairs)) {
            Chip chip = cache.get(pairs.get(i));
            int pixels = chip.width() * chip.height();
            for (Samples date : List.of(chip.before(), chip.after())) {
                for (int band = 0; band < Math.min(bands, chip.bands()); band++) {
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        double value = date.get(band * pixels + pixel);
                        sums[band] += value;
                        squares[band] += value * value;
                    }
                }
                count += pixels;
            }
        }
        double[] mean = new double[bands];
        double[] deviation = new double[bands];
        for (int band = 0; band < bands; band++) {
            mean[band] = sums[band] / count;
            double variance = squares[band] / count - mean[band] * mean[band];
            deviation[band] = Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, variance)));
        }
        return new Normalisation(mean, deviation);
    }

    /** The weight of a change pixel that lets both classes weigh the same; 1 to 100. */
    static double balance(List<LabelledPair> pairs, ChipCache cache) throws BadInputException {
        long[] counts = new long[2];
        for (int i = 0; i < pairs.size(); i += step(pairs)) {
            Chip chip = cache.get(pairs.get(i));
            counts[0] += chip.changed();
            counts[1] += chip.labelled() - chip.changed();
        }
        return counts[0] == 0 ? 1 : Math.min(LARGEST_WEIGHT, Math.max(1, (double) counts[1] / counts[0]));
    }

    private static int step(List<LabelledPair> pairs) {
        return Math.max(1, pairs.size() / MOST_PAIRS);
    }
}
