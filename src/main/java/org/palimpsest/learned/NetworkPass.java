package org.palimpsest.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.zoo.Network;

/**
 * How a batch goes through a network: once, or in four mirrorings whose answers are averaged, up to its answer or to a stage
 * inside.
 *
 * @param stage inside the network that is looked at; empty for the change that it finds
 */
record NetworkPass(boolean flips, Optional<String> stage) {
    private static final int[][] MIRRORINGS = {{2}, {3}, {2, 3}};

    /**
     * For each window the probability of change, or the strength of the stage, of each pixel, row by row.
     *
     * @param heard gets the network's outputs for the windows as they are, while they are there; never where a stage is looked at
     */
    List<float[]> of(Network network, NetworkBatch batch, Consumer<NDList> heard) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray before = manager.create(FloatBuffer.wrap(batch.before()), batch.shape());
            NDArray after = manager.create(FloatBuffer.wrap(batch.after()), batch.shape());
            float[] all = mean(network, before, after, heard).toFloatArray();
            int pixels = batch.width() * batch.height();
            List<float[]> results = new ArrayList<>(batch.size());
            for (int n = 0; n < batch.size(); n++) {
                results.add(Arrays.copyOfRange(all, n * pixels, (n + 1) * pixels));
            }
            return results;
        }
    }

    private NDArray mean(Network network, NDArray before, NDArray after, Consumer<NDList> heard) {
        NDArray sum = look(network, before, after, heard);
        if (!flips) {
            return sum;
        }
        for (int[] axes : MIRRORINGS) {
            NDArray mirrored = look(network, before.flip(axes), after.flip(axes), outputs -> {});
            sum = sum.add(mirrored.flip(axes));
        }
        return sum.div(1 + MIRRORINGS.length);
    }

    private NDArray look(Network network, NDArray before, NDArray after, Consumer<NDList> heard) {
        if (stage.isPresent()) {
            return network.heat(before, after, stage.get());
        }
        NDList outputs = network.apply(before, after);
        heard.accept(outputs);
        return network.changeProbability(outputs);
    }
}
