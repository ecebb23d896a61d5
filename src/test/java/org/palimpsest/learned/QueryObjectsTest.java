package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.palimpsest.SharedData;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;
import org.palimpsest.zoo.MaskSet;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;

/** Objects from query masks: by hand, through a network that answers what is asked, and from the original's own outputs. */
class QueryObjectsTest {
    private static final int SIDE = 32;

    @Test
    void aQueryCounts_whereItsLikeliestClassIsAChange_andSureEnough() {
        // Three queries, classes unchanged, changed and another, then "no object".
        float[] classes = {
            0, 4, 0, 0, // changed: e^4 / (e^4 + 3)
            4, 0, 0, 0, // unchanged
            0, 1, 0, 2, // no object
            0, 0, 1, 0, // the other class, of which it is not sure: e / (e + 3) = 0.475
        };
        float[] masks = new float[4 * 4];
        Arrays.fill(masks, 3);
        Window window = new Window(0, 0, 8, 8);
        Window core = new Window(2, 2, 4, 4);
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            MaskSet answer = new MaskSet(
                    manager.create(classes, new Shape(1, 4, 4)), manager.create(masks, new Shape(1, 4, 2, 2)));
            List<ChangeObject> sure = new QueryObjects(0.5)
                    .of(answer, List.of(seen(window)), List.of(core))
                    .get(0);
            assertEquals(1, sure.size());
            ChangeObject object = sure.get(0);
            assertEquals(0, object.query());
            assertEquals(1, object.objectClass());
            assertEquals(Math.exp(4) / (Math.exp(4) + 3), object.classScore(), 1e-6);
            assertEquals(1 / (1 + Math.exp(-3)), object.maskScore(), 1e-6);
            assertEquals(core, object.bounds());
            assertEquals(16, object.pixels().cardinality());
            assertTrue(object.cut());
            List<ChangeObject> any = new QueryObjects(0.4)
                    .of(answer, List.of(seen(window)), List.of(core))
                    .get(0);
            assertEquals(
                    List.of(1, 2), any.stream().map(ChangeObject::objectClass).toList());
        }
    }

    @Test
    void masksAreResizedAsLogits_andCutWhereTheyCrossZero() {
        // One row of two: -1 and 3, resized by four: -1 -1 -0.5 0.5 1.5 2.5 3 3, of which five are above 0.
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            MaskSet answer = new MaskSet(
                    manager.create(new float[] {0, 9, 0}, new Shape(1, 1, 3)),
                    manager.create(new float[] {-1, 3, -1, 3}, new Shape(1, 1, 2, 2)));
            Window window = new Window(0, 0, 8, 8);
            ChangeObject object = new QueryObjects(0.5)
                    .of(answer, List.of(seen(window)), List.of(window))
                    .get(0)
                    .get(0);
            assertEquals(new Window(3, 0, 5, 8), object.bounds());
            double mean = 0;
            for (double logit : new double[] {0.5, 1.5, 2.5, 3, 3}) {
                mean += 1 / (1 + Math.exp(-logit)) / 5;
            }
            assertEquals(mean, object.maskScore(), 1e-6);
        }
    }

    @Test
    void throughANetwork_batchAndSingleWindowsFindTheSame_andTheMapIsUntouched() throws Exception {
        ArrayPair pair = scene();
        try (NetworkModel model = fit(pair)) {
            ObjectModel objects = model.objects().orElseThrow();
            List<PairWindow> windows =
                    List.of(pair.read(new Window(0, 0, SIDE, SIDE)), pair.read(new Window(16, 16, SIDE, SIDE)));
            List<Window> cores = List.of(new Window(8, 8, 16, 16), new Window(24, 24, 16, 16));
            List<ObjectModel.Finding> together = objects.find(windows, cores);
            List<float[]> maps = model.apply(windows);
            for (int n = 0; n < 2; n++) {
                ObjectModel.Finding alone = objects.find(List.of(windows.get(n)), List.of(cores.get(n)))
                        .get(0);
                assertEquals(alone.objects(), together.get(n).objects());
                assertTrue(Arrays.equals(maps.get(n), together.get(n).statistic()));
            }
            // The bright square of the second date, 12 to 23 in both directions.
            ChangeObject found = together.get(0).objects().get(0);
            assertEquals(new Window(12, 12, 12, 12), found.bounds());
            assertFalse(found.cut());
            assertEquals(List.of(), together.get(1).objects());
            assertEquals("0.5", model.record().get("leastClassScore"));
        }
    }

    @Test
    void theOriginalsOutputs_giveTheObjectsThatTheirNumbersSay() throws Exception {
        Path folder = SharedData.get("parity/MaskCD");
        float[] classes;
        float[] masks;
        try (WeightsFile file = WeightsFile.open(folder.resolve("io-scaled.safetensors"))) {
            classes = floats(file, "out_class_queries_logits");
            masks = floats(file, "out_masks_queries_logits");
        }
        Window window = new Window(0, 0, 128, 128);
        Window core = new Window(16, 16, 96, 96);
        double least = 0.05;
        List<ChangeObject> found;
        try (NDManager manager = LibTorch.newManager(Device.cpu())) {
            MaskSet answer = new MaskSet(
                    manager.create(classes, new Shape(1, 100, 151)), manager.create(masks, new Shape(1, 100, 32, 32)));
            found = new QueryObjects(least)
                    .of(answer, List.of(seen(window)), List.of(core))
                    .get(0);
        }
        List<Integer> expected = new ArrayList<>();
        for (int query = 0; query < 100; query++) {
            double[] shares = softmax(classes, 151 * query, 151);
            int best = 0;
            for (int i = 0; i < 151; i++) {
                best = shares[i] > shares[best] ? i : best;
            }
            double sum = 0;
            BitSet inside = new BitSet();
            for (int i = 0; i < 96 * 96; i++) {
                double logit = bilinear(masks, 1024 * query, 16 + i % 96, 16 + i / 96);
                if (logit > 0) {
                    inside.set(i);
                    sum += 1 / (1 + Math.exp(-logit));
                }
            }
            if (best == 0 || best == 150 || shares[best] < least || inside.isEmpty()) {
                continue;
            }
            expected.add(query);
            int number = query;
            ChangeObject object =
                    found.stream().filter(o -> o.query() == number).findFirst().orElseThrow();
            assertEquals(best, object.objectClass());
            assertEquals(shares[best], object.classScore(), 1e-6);
            // Rounding may move a pixel whose logit is nearly 0.
            assertEquals(inside.cardinality(), object.pixels().cardinality(), 2);
            assertEquals(sum / inside.cardinality(), object.maskScore(), 1e-3);
        }
        assertEquals(expected, found.stream().map(ChangeObject::query).toList());
        assertFalse(expected.isEmpty());
    }

    private static double bilinear(float[] values, int from, int x, int y) {
        double column = Math.max(0, (x + 0.5) / 4 - 0.5);
        double row = Math.max(0, (y + 0.5) / 4 - 0.5);
        int left = (int) column;
        int top = (int) row;
        double fx = column - left;
        double fy = row - top;
        int right = Math.min(31, left + 1);
        int bottom = Math.min(31, top + 1);
        return (1 - fy) * ((1 - fx) * values[from + 32 * top + left] + fx * values[from + 32 * top + right])
                + fy * ((1 - fx) * values[from + 32 * bottom + left] + fx * values[from + 32 * bottom + right]);
    }

    private static double[] softmax(float[] logits, int from, int count) {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = Math.exp(logits[from + i]);
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static float[] floats(WeightsFile file, String name) throws Exception {
        StoredTensor tensor = file.tensors().get(name);
        return tensor.floats();
    }

    private static PairWindow seen(Window window) {
        PixelBlock block = PixelBlock.empty(window, 1);
        boolean[] valid = new boolean[(int) window.pixels()];
        Arrays.fill(valid, true);
        return new PairWindow(block, block, valid);
    }

    /** One query says "changed" where the second date is brighter, another "no object" everywhere. */
    private static final class Answering extends Network {
        @Override
        protected NDList forward(NDArray before, NDArray after) {
            NDArray brighter =
                    after.sub(before).mean(new int[] {1}, true).mul(20).sub(5);
            long batch = before.getShape().get(0);
            NDArray classes = before.getManager()
                    .create(new float[] {0, 9, 0, 0, 0, 9}, new Shape(1, 2, 3))
                    .repeat(0, batch);
            return new NDList(classes, brighter.concat(brighter.zerosLike().add(9), 1));
        }

        @Override
        public NDArray changeProbability(NDList outputs) {
            return outputs.get(1).get(":, 0:1").div(20).add(0.25f);
        }

        @Override
        public Optional<MaskSet.Reader> masks() {
            return Optional.of(outputs -> new MaskSet(outputs.get(0), outputs.get(1)));
        }
    }

    private static NetworkModel fit(ArrayPair pair) throws Exception {
        ModelCard card = new ModelCard(
                "answering",
                NetworkOptions.DEFAULT,
                List.of("red", "green", "blue"),
                Normalisation.UNIT,
                OptionalDouble.empty(),
                SIDE,
                8,
                0.5,
                List.of("no change", "change"),
                "none",
                Map.of(),
                "");
        FitInput input = new FitInput(
                pair, Settings.of(List.of(), Map.of()), "cpu", 1, 1L << 30, Progress.NONE, Cancellation.NEVER);
        return NetworkModel.fit(
                input,
                new ModelFolder(Path.of("answering"), card),
                device -> {
                    Network network = new Answering();
                    network.allocate(Device.cpu());
                    return network;
                },
                new NetworkModel.Inference(false, true, 2, NetworkWindows.of(SIDE, 8), Optional.empty(), 0.5));
    }

    private static ArrayPair scene() {
        float[][] before = new float[3][48 * 48];
        float[][] after = new float[3][48 * 48];
        for (int band = 0; band < 3; band++) {
            for (int i = 0; i < 48 * 48; i++) {
                boolean square = i % 48 >= 12 && i % 48 < 24 && i / 48 >= 12 && i / 48 < 24;
                before[band][i] = i % 7 == 0 ? 255 : 0;
                after[band][i] = square ? 255 : before[band][i];
            }
        }
        return ArrayPair.of(48, before, after);
    }
}
