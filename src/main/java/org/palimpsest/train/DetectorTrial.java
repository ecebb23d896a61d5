package org.palimpsest.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.detect.threshold.DetectorDefault;
import org.palimpsest.detect.threshold.SceneHistogram;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.ChipPair;
import org.palimpsest.train.dataset.LabelledPair;

/**
 * Tries a detector that needs no weights on a split of a dataset, with its default settings and its default rule for the threshold,
 * which looks at each pair by itself: what a model must beat.
 */
public final class DetectorTrial {
    private static final long MEMORY = 1L << 30;

    private DetectorTrial() {}

    /** Runs the detector over all pairs; its result has no one threshold, which is then not a number. */
    public static ModelTrial.Result run(
            Detector detector, List<LabelledPair> pairs, TrainResources resources, Cancellation cancellation)
            throws BadInputException, CancelledException {
        ConfusionCounts all = ConfusionCounts.NONE;
        Map<String, ConfusionCounts> groups = new TreeMap<>();
        for (LabelledPair pair : pairs) {
            cancellation.check();
            ConfusionCounts counts = counts(detector, pair.read(), resources, cancellation);
            all = all.plus(counts);
            if (!pair.group().isEmpty()) {
                groups.merge(pair.group(), counts, ConfusionCounts::plus);
            }
        }
        Map<String, Accuracy> byGroup = new TreeMap<>();
        groups.forEach((name, counts) -> byGroup.put(name, Accuracy.of(counts)));
        String id = detector.card().id();
        return new ModelTrial.Result(
                id, id, 0, new EpochScores.Validation(OptionalDouble.empty(), Double.NaN, Accuracy.of(all), byGroup));
    }

    private static ConfusionCounts counts(
            Detector detector, Chip chip, TrainResources resources, Cancellation cancellation)
            throws BadInputException, CancelledException {
        ChipPair pair = new ChipPair(chip);
        FitInput input = new FitInput(
                pair,
                Settings.of(detector.parameters(), Map.of()),
                resources.device(),
                resources.threads(),
                MEMORY,
                Progress.NONE,
                cancellation);
        try (ChangeModel model = detector.fit(input)) {
            PairWindow window = pair.read(pair.extent().grow(model.halo()));
            float[] grown = model.apply(List.of(window)).get(0);
            float[] statistic = new float[chip.label().length];
            for (int y = 0; y < chip.height(); y++) {
                int from = (y + model.halo()) * window.window().width() + model.halo();
                System.arraycopy(grown, from, statistic, y * chip.width(), chip.width());
            }
            SceneHistogram scene = SceneHistogram.of(statistic, chip.width());
            Decision decision =
                    Decision.of(DetectorDefault.of(detector.card()), ChangeSign.BOTH, scene, pair, model, cancellation);
            return counts(chip, statistic, decision);
        }
    }

    private static ConfusionCounts counts(Chip chip, float[] statistic, Decision decision) {
        long[] cells = new long[4];
        for (int i = 0; i < statistic.length; i++) {
            if (chip.label()[i] != Chip.IGNORED) {
                cells[(decision.isChange(statistic[i]) ? 2 : 0) + (chip.label()[i] == Chip.CHANGE ? 1 : 0)]++;
            }
        }
        return new ConfusionCounts(cells[3], cells[2], cells[1], cells[0]);
    }
}
