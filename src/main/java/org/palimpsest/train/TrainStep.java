package org.palimpsest.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.Precision;
import org.palimpsest.nn.Scope;

/** Computes loss and gradients of one batch, in parts where memory is short. */
final class TrainStep {
    private static final double HALF = 0.5;

    private final Training training;
    private ConfusionCounts counts = ConfusionCounts.NONE;

    TrainStep(Training training) {
        this.training = training;
    }

    /**
     * Adds up the gradients of a batch.
     *
     * @param step number of the step, on which all randomness depends
     * @param parts in which the batch is computed
     * @return the loss; not a number where it is none, in which case the gradients are of no use
     */
    double gradients(TrainBatch batch, long step, int parts) {
        LibTorch.seed(Seeds.of(training.settings.whole("seed"), step, -2));
        training.groups.zeroGradients();
        counts = ConfusionCounts.NONE;
        double sum = 0;
        int usable = Math.min(parts, batch.pairs());
        for (int part = 0; part < usable; part++) {
            int from = batch.pairs() * part / usable;
            int to = batch.pairs() * (part + 1) / usable;
            sum += part(batch, from, to);
            if (!Double.isFinite(sum)) {
                return Double.NaN;
            }
        }
        return sum;
    }

    private double part(TrainBatch batch, int from, int to) {
        float share = (float) (to - from) / batch.pairs();
        try (Gradients gradients = new Gradients();
                NDManager manager = training.network.manager().newSubManager();
                Scope scope = new Scope()) {
            NDArray before = array(manager, batch.before(), batch, batch.bands(), from, to);
            NDArray after = array(manager, batch.after(), batch, batch.bands(), from, to);
            NDArray target = array(manager, batch.target(), batch, 1, from, to);
            NDArray counted = array(manager, batch.counted(), batch, 1, from, to);
            NDList outputs = outputs(before, after);
            NDArray loss = training.objective.loss(outputs, target, counted, true);
            double value = loss.getFloat();
            if (Double.isFinite(value)) {
                gradients.backward(Constants.times(loss, share));
                count(training.network.changeProbability(outputs).toFloatArray(), batch, from);
            }
            return value * share;
        }
    }

    private NDList outputs(NDArray before, NDArray after) {
        try (Precision.Use use = training.precision.use()) {
            return training.network.apply(before, after);
        }
    }

    private static NDArray array(NDManager manager, float[] values, TrainBatch batch, int bands, int from, int to) {
        int each = bands * batch.size() * batch.size();
        return manager.create(
                FloatBuffer.wrap(values, from * each, (to - from) * each),
                new Shape(to - from, bands, batch.size(), batch.size()));
    }

    private void count(float[] probability, TrainBatch batch, int from) {
        int offset = from * batch.size() * batch.size();
        long[] cells = new long[4];
        for (int i = 0; i < probability.length; i++) {
            if (batch.counted()[offset + i] > 0) {
                cells[(probability[i] > HALF ? 2 : 0) + (batch.target()[offset + i] > 0 ? 1 : 0)]++;
            }
        }
        counts = counts.plus(new ConfusionCounts(cells[3], cells[2], cells[1], cells[0]));
    }

    /** Agreement at 0.5 on the last batch. */
    ConfusionCounts counts() {
        return counts;
    }
}
