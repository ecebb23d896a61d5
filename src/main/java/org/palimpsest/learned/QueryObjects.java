package org.palimpsest.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.raster.Window;
import org.palimpsest.zoo.MaskSet;
import org.palimpsest.zoo.Network;

/**
 * Reads objects off the masks and classes with which a network's queries answer.
 *
 * <p>A query's class is the likeliest of all, "no object" among them, and its score is that class's share of the softmax over all of
 * them. A query whose class is unchanged or "no object", or whose score is too low, gives nothing. Its mask is where the sigmoid
 * of the mask logits, resized to the window bilinearly, is above one half.
 *
 * @param leastScore 0 to 1, the class score from which a query counts
 */
record QueryObjects(double leastScore) {
    private static final int UNCHANGED = 0;

    /** What a look at a batch finds: the statistic of each window, and its objects where they are wanted. */
    List<ObjectModel.Finding> find(
            NetworkBatch batch, Network network, Function<Consumer<NDList>, List<float[]>> look) {
        List<List<ChangeObject>> objects = new ArrayList<>();
        List<float[]> statistics = look.apply(outputs -> batch.cores()
                .ifPresent(cores ->
                        objects.addAll(of(network.masks().orElseThrow().of(outputs), batch.windows(), cores))));
        List<ObjectModel.Finding> findings = new ArrayList<>();
        for (int n = 0; n < batch.size(); n++) {
            findings.add(new ObjectModel.Finding(statistics.get(n), objects.isEmpty() ? List.of() : objects.get(n)));
        }
        return findings;
    }

    /** The objects of each window; arrays that are made on the way are freed. */
    List<List<ChangeObject>> of(MaskSet answer, List<PairWindow> batch, List<Window> cores) {
        int queries = (int) answer.classLogits().getShape().get(1);
        int classes = (int) answer.classLogits().getShape().get(2);
        float[] shares = shares(answer.classLogits());
        List<List<ChangeObject>> all = new ArrayList<>();
        for (int n = 0; n < batch.size(); n++) {
            List<ChangeObject> objects = new ArrayList<>();
            for (int query = 0; query < queries; query++) {
                int from = (n * queries + query) * classes;
                int likeliest = likeliest(shares, from, classes);
                float score = shares[from + likeliest];
                if (likeliest != UNCHANGED && likeliest != classes - 1 && score >= leastScore) {
                    Window window = batch.get(n).window();
                    float[] mask = mask(answer.maskLogits(), n, query, window);
                    ChangeObject.of(batch.get(n), cores.get(n), mask, query, likeliest, score)
                            .ifPresent(objects::add);
                }
            }
            all.add(objects);
        }
        return all;
    }

    private static float[] shares(NDArray classLogits) {
        try (Scope scope = new Scope()) {
            return Activations.softmax(classLogits, 2).toFloatArray();
        }
    }

    private static int likeliest(float[] shares, int from, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (shares[from + i] > shares[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** One mask at a time: a hundred of them at the window's size would take as much memory as the network. */
    private static float[] mask(NDArray maskLogits, int n, int query, Window window) {
        try (Scope scope = new Scope()) {
            NDArray small = maskLogits.get("{}:{}, {}:{}", n, n + 1, query, query + 1);
            return Activations.sigmoid(Resize.bilinear(small, window.height(), window.width(), false))
                    .toFloatArray();
        }
    }
}
