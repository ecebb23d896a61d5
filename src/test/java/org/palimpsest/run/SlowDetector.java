package org.palimpsest.run;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;

/** For tests of what happens in the midst of a run: the plain difference of the first band, slowly, and with stray prints. */
public final class SlowDetector implements Detector {
    static final String ID = "slow";

    @Override
    public DetectorCard card() {
        return InventedCard.of(ID, "Slow", DetectorCard.Kind.STATISTICAL, "otsu");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Whole("milliseconds", "Milliseconds", "ms", 0, 10_000, 0, "How long a tile takes."),
                new Parameter.Whole("eat", "Eat", "MiB", 0, 1_000_000, 0, "How much memory to ask for."));
    }

    @Override
    public ChangeModel fit(FitInput input) {
        if (input.settings().whole("milliseconds") > 0) {
            System.out.println("{\"event\": \"a stray print\"}");
        }
        return new Model(input.settings());
    }

    private record Model(Settings settings) implements ChangeModel {
        @Override
        public Statistic statistic() {
            return new Statistic("difference", "", true, new ScoreMap.Saturating(50));
        }

        @Override
        public int halo() {
            return 0;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
            try {
                Thread.sleep(settings.whole("milliseconds"));
            } catch (InterruptedException e) {
                throw new BadInputException("Interrupted.", e);
            }
            long[][] eaten = new long[settings.whole("eat")][];
            for (int i = 0; i < eaten.length; i++) {
                eaten[i] = new long[1 << 17];
            }
            float[] before = batch.get(0).before().samples(0);
            float[] difference = batch.get(0).after().samples(0).clone();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= before[i];
            }
            return List.of(difference);
        }
    }
}
