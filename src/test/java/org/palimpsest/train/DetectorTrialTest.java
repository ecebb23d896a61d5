package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;
import org.palimpsest.train.dataset.Samples;

/** A detector without weights is scored on labelled pairs as a model is: all pixels together, and each group by itself. */
class DetectorTrialTest {
    private static final int SIDE = 48;

    @Test
    void aBrightSquareIsFound_andScoresAreToldForEachGroup() throws Exception {
        TrainResources resources = new TrainResources("cpu", 1, 0, Path.of("."), Optional.empty());
        ModelTrial.Result result = DetectorTrial.run(
                DetectorRegistry.load().get("cva"),
                List.of(pair("seen", true), pair("wrong", false)),
                resources,
                Cancellation.NEVER);
        Map<String, org.palimpsest.assess.Accuracy> groups = result.scores().groups();
        assertTrue(groups.get("seen").f1() > 0.7, "F1 " + groups.get("seen").f1());
        // There the label says that nothing changed.
        assertEquals(0, groups.get("wrong").truePositives());
        assertTrue(groups.get("wrong").falsePositives() >= 90);
        assertTrue(result.scores().accuracy().f1() < groups.get("seen").f1());
        assertTrue(!ModelTrial.json(result).has("threshold"));
    }

    private static LabelledPair pair(String group, boolean labelled) {
        byte[] before = new byte[SIDE * SIDE];
        byte[] after = new byte[SIDE * SIDE];
        byte[] label = new byte[SIDE * SIDE];
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < before.length; i++) {
            boolean square = i % SIDE >= 10 && i % SIDE < 22 && i / SIDE >= 20 && i / SIDE < 32;
            before[i] = (byte) (60 + random.nextInt(8));
            after[i] = (byte) (60 + random.nextInt(8) + (square ? 120 : 0));
            label[i] = square && labelled ? Chip.CHANGE : Chip.NO_CHANGE;
        }
        Chip chip = new Chip(1, SIDE, SIDE, new Samples.EightBit(before), new Samples.EightBit(after), label);
        return new LabelledPair() {
            @Override
            public String name() {
                return group;
            }

            @Override
            public String group() {
                return group;
            }

            @Override
            public Chip read() {
                return chip;
            }
        };
    }
}
