package org.palimpsest.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.Tiling;
import org.palimpsest.raster.Window;

/**
 * For tests of objects: where the first band rises by more than 125, query 3 finds an object of class 1 with a class score of 0.75,
 * each of whose pixels has a probability of 0.9375, and query 40 finds the same one of class 2, less surely.
 */
final class BrightMaskDetector implements Detector {
    static final String ID = "bright";
    static final int HALO = 8;
    static final double MASK_SCORE = 0.9375;

    @Override
    public DetectorCard card() {
        return InventedCard.of(ID, "Bright", DetectorCard.Kind.SUPERVISED, "0.5");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Whole("core", "Core", "px", 16, 512, 256, "Side of a tile."));
    }

    @Override
    public Optional<Tiling> tiling(Settings settings) {
        return Optional.of(new Tiling(settings.whole("core"), HALO, 0));
    }

    @Override
    public ChangeModel fit(FitInput input) {
        return new Model();
    }

    private static final class Model implements ChangeModel {
        @Override
        public Statistic statistic() {
            return new Statistic("probability", "", false, new ScoreMap.Linear(0, 1));
        }

        @Override
        public int halo() {
            return HALO;
        }

        @Override
        public List<float[]> apply(List<PairWindow> batch) {
            return batch.stream().map(Model::probability).toList();
        }

        @Override
        public Optional<ObjectModel> objects() {
            return Optional.of(Model::find);
        }

        private static List<ObjectModel.Finding> find(List<PairWindow> batch, List<Window> cores)
                throws BadInputException {
            List<ObjectModel.Finding> findings = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                float[] mask = probability(batch.get(i));
                List<ChangeObject> objects = new ArrayList<>();
                ChangeObject.of(batch.get(i), cores.get(i), mask, 3, 1, 0.75).ifPresent(objects::add);
                ChangeObject.of(batch.get(i), cores.get(i), mask, 40, 2, 0.625).ifPresent(objects::add);
                findings.add(new ObjectModel.Finding(mask, objects));
            }
            return findings;
        }

        private static float[] probability(PairWindow window) {
            float[] before = window.before().samples(0);
            float[] probability = window.after().samples(0).clone();
            for (int i = 0; i < probability.length; i++) {
                probability[i] = probability[i] - before[i] > 125 ? (float) MASK_SCORE : 0.0625f;
            }
            return probability;
        }
    }
}
