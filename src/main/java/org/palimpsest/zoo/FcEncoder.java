package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Scope;

/** The encoder of FC-EF, FC-Siam-conc and FC-Siam-diff: four stages of units, each followed by max pooling. */
final class FcEncoder extends Part {
    private static final int[] WIDTHS = {16, 32, 64, 128};
    private static final int[] UNITS = {2, 2, 3, 3};

    private final List<List<FcUnit>> stages = new ArrayList<>();

    FcEncoder(int bands) {
        int in = bands;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            int width = WIDTHS[stage];
            List<FcUnit> units = new ArrayList<>();
            for (int unit = 1; unit <= UNITS[stage]; unit++) {
                String place = (stage + 1) + "" + unit;
                units.add(include(new FcUnit(place, new Conv2d(in, width, 3).padding(1), width)));
                in = width;
            }
            stages.add(units);
        }
    }

    /** Four skips, at full size and each half of the last, 16, 32, 64 and 128 channels, and the pooled bottom. */
    NDList apply(NDArray image) {
        try (Scope scope = new Scope()) {
            NDList outputs = new NDList();
            NDArray x = image;
            for (List<FcUnit> stage : stages) {
                for (FcUnit unit : stage) {
                    x = unit.apply(x);
                }
                outputs.add(x);
                x = Pooling.max(x, 2);
            }
            outputs.add(x);
            return scope.keep(outputs);
        }
    }
}
