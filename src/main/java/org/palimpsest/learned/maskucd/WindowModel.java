package org.palimpsest.learned.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.OwnThreshold;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Statistic;
import org.palimpsest.learned.ForwardThread;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.maskucd.DifferenceMap;
import org.palimpsest.zoo.maskucd.MaskUcd;
import org.palimpsest.zoo.maskucd.SceneStatistics;

/**
 * A network that was trained on windows of a large scene: gives the differences of any window of it.
 *
 * <p>Means and spreads, what the attention asks, and the stretch to 0 to 1 are those of the sampled windows together, so that
 * neighbouring windows are judged alike; the scans begin anew in each window, which the halo and fading borders hide. Safe
 * from many threads: one at a time is in the network.
 */
final class WindowModel implements ChangeModel {
    /** Tiles of the map. Larger ones would spend less on their borders, and more memory. */
    static final int CORE = 384;
    /** As much as image regression needs beside the network. */
    static final int HALO = 64;
    /** Over so many pixels on each side of a border neighbouring tiles fade into each other. */
    static final int FADE = 16;
    /**
     * What the network looks at around a tile. Where a window ends can be seen in the map for about eight pixels
     * (docs/heterogeneous.md); beyond the fade and the smoothing there are as many again.
     */
    static final int SURROUNDINGS = 32;

    private final MaskUcd network;
    private final TrainingRecord training;
    private final ForwardThread forward = new ForwardThread(1);
    private final Scene scene;

    /**
     * What the sampled windows tell of the scene as a whole.
     *
     * @param gathered what the parts of the network keep of it
     * @param least smallest difference, which becomes 0
     * @param most largest difference, which becomes 1
     * @param moments of the differences from 0 to 1
     * @param factor of the threshold, in standard deviations above their mean
     */
    record Scene(List<double[]> gathered, double least, double most, MapMoments moments, double factor) {
        void writeTo(DataOutputStream out) throws IOException {
            out.writeInt(gathered.size());
            for (double[] part : gathered) {
                KeptFit.writeDoubles(out, part);
            }
            out.writeDouble(least);
            out.writeDouble(most);
            out.writeLong(moments.count());
            out.writeDouble(moments.mean());
            out.writeDouble(moments.deviation());
            out.writeDouble(factor);
        }

        static Scene readFrom(DataInputStream in) throws IOException {
            int parts = KeptFit.length(in, Integer.BYTES);
            List<double[]> gathered = new ArrayList<>(parts);
            for (int i = 0; i < parts; i++) {
                gathered.add(KeptFit.readDoubles(in));
            }
            return new Scene(
                    gathered,
                    in.readDouble(),
                    in.readDouble(),
                    new MapMoments(in.readLong(), in.readDouble(), in.readDouble()),
                    in.readDouble());
        }
    }

    private WindowModel(MaskUcd network, TrainingRecord training, Scene scene) {
        this.network = network;
        this.training = training;
        this.scene = scene;
    }

    /** The model of a network that was trained, and shown the sampled windows, before. */
    static WindowModel of(MaskUcd network, TrainingRecord training, Scene scene) {
        network.requireGradients(false);
        network.train(false);
        SceneStatistics.restore(network, scene.gathered());
        SceneStatistics.use(network, SceneStatistics.Mode.FIXED);
        return new WindowModel(network, training, scene);
    }

    Scene scene() {
        return scene;
    }

    /**
     * Shows the trained network all sampled windows, twice: first for what it keeps of the scene as a whole, then for the
     * range of the differences.
     */
    static WindowModel of(
            MaskUcd network,
            List<PairImages> windows,
            MaskRule rule,
            TrainingRecord training,
            Progress progress,
            Cancellation cancellation)
            throws CancelledException {
        progress.stage("survey", 2L * windows.size());
        long looked = 0;
        network.requireGradients(false);
        network.train(false);
        SceneStatistics.use(network, SceneStatistics.Mode.GATHER);
        for (PairImages window : windows) {
            cancellation.check();
            lengths(network, window);
            progress.done(++looked);
        }
        SceneStatistics.use(network, SceneStatistics.Mode.FIXED);
        int all = windows.stream().mapToInt(window -> window.counted().length).sum();
        float[] lengths = new float[all];
        boolean[] counted = new boolean[all];
        int at = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (PairImages window : windows) {
            cancellation.check();
            float[] own = lengths(network, window);
            progress.done(++looked);
            for (int i = 0; i < own.length; i++) {
                lengths[at] = own[i];
                counted[at++] = window.counted()[i];
                least = window.counted()[i] ? Math.min(least, own[i]) : least;
                most = window.counted()[i] ? Math.max(most, own[i]) : most;
            }
        }
        for (int i = 0; i < all; i++) {
            lengths[i] = stretched(lengths[i], least, most);
        }
        MapMoments moments = MapMoments.of(lengths, counted);
        Scene scene = new Scene(
                SceneStatistics.gathered(network), least, most, moments, rule.factor(lengths, counted, moments));
        return new WindowModel(network, training, scene);
    }

    private static float[] lengths(MaskUcd network, PairImages images) {
        try (NDManager manager = network.manager().newSubManager();
                Scope scope = new Scope()) {
            NDArray first = array(manager, images.first(), images.bands1(), images);
            NDArray second = array(manager, images.second(), images.bands2(), images);
            NDList features = network.features(first, second);
            return DifferenceMap.lengths(features.get(0), features.get(1)).toFloatArray();
        }
    }

    private static NDArray array(NDManager manager, float[] values, int bands, PairImages images) {
        return manager.create(FloatBuffer.wrap(values), new Shape(1, bands, images.height(), images.width()));
    }

    private static float stretched(double length, double least, double most) {
        return (float) Math.min(1, Math.max(0, (length - least) / Math.max(most - least, 1e-12)));
    }

    @Override
    public Statistic statistic() {
        return SceneTraining.STATISTIC;
    }

    @Override
    public int halo() {
        return HALO;
    }

    /** The differences in each window; 0 in the outer part of the halo, at which the network does not look. */
    @Override
    public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
        List<float[]> results = new ArrayList<>(batch.size());
        for (PairWindow one : batch) {
            int width = one.window().width();
            int height = one.window().height();
            int left = unseen(width);
            int top = unseen(height);
            PairImages seen = training.scaling().images(one).inside(left, top);
            PairImages images = seen.atLeast(SceneTraining.SMALLEST);
            float[] lengths = forward.call(() -> lengths(network, images));
            float[] result = new float[width * height];
            for (int y = 0; y < seen.height(); y++) {
                for (int x = 0; x < seen.width(); x++) {
                    result[(top + y) * width + left + x] =
                            stretched(lengths[y * images.width() + x], scene.least(), scene.most());
                }
            }
            results.add(result);
        }
        return results;
    }

    /** How many pixels at each end of a window's side the network leaves out; none of a window that has hardly more. */
    private static int unseen(int side) {
        return side > 2 * HALO ? HALO - SURROUNDINGS : 0;
    }

    @Override
    public Optional<OwnThreshold> ownThreshold() {
        return Optional.of(new OwnThreshold(
                Math.nextUp((float) scene.moments().threshold(scene.factor())),
                !training.settings().automatic()));
    }

    @Override
    public Map<String, String> tables() {
        return training.tables();
    }

    @Override
    public Map<String, String> record() {
        Map<String, String> record = training.facts();
        record.put("trainedOn", "windows");
        record.put("maskFactor", Double.toString(scene.factor()));
        return record;
    }

    @Override
    public void close() {
        try {
            forward.call(() -> {
                network.close();
                return true;
            });
        } catch (BadInputException e) {
            throw new IllegalStateException(e);
        } finally {
            forward.close();
        }
    }
}
