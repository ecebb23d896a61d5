package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;

/** Names, order, starting values, modes and what stays in memory. */
@ExtendWith(OneTorchThread.class)
class PartTest {
    private final NDManager manager = LibTorch.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /** Has every kind of entry, declared out of order. */
    private static final class Everything extends Part {
        Everything() {
            part("body", new Sequential(new Linear(2, 2), Layer.of(Activations::relu), new BatchNorm(2)));
            include(new Linear(2, 3).withoutBias());
            buffer("table", DataType.INT64, Initial.values(4, 5), 2);
            parameter("scale", Initial.ones(), 1);
        }
    }

    @Test
    void stateIsListedInPyTorchsOrder() {
        assertEquals(
                List.of(
                        "scale",
                        "table",
                        "body.0.weight",
                        "body.0.bias",
                        "body.2.weight",
                        "body.2.bias",
                        "body.2.running_mean",
                        "body.2.running_var",
                        "body.2.num_batches_tracked",
                        "weight"),
                List.copyOf(new Everything().state().keySet()));
    }

    @Test
    void startingValuesDependOnSeedAndNameOnly() {
        Everything one = new Everything();
        Everything other = new Everything();
        one.initialise(manager, 5);
        other.initialise(manager, 5);
        one.state()
                .forEach((name, parameter) ->
                        assertEquals(parameter.array(), other.state().get(name).array()));
        float[] weight = one.state().get("weight").array().toFloatArray();
        float[] first = one.state().get("body.0.weight").array().toFloatArray();
        assertTrue(weight[0] != first[0]);
        assertTrue(Math.abs(first[0]) <= 1 / Math.sqrt(2));
        assertArrayEquals(new long[] {4, 5}, one.state().get("table").array().toLongArray());
    }

    @Test
    void aNameTakenTwiceIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sequential().add("a", new Linear(1, 1)).add("a", new Linear(1, 1)));
    }

    @Test
    void batchNormMovesItsStatisticsByPyTorchsRuleInTrainingOnly() {
        BatchNorm norm = new BatchNorm(1);
        norm.initialise(manager, 0);
        NDArray x = manager.create(new float[] {1, 3}, new Shape(2, 1, 1, 1));
        norm.apply(x);
        assertEquals(0, norm.state().get("running_mean").array().getFloat(0));
        norm.train(true);
        assertArrayEquals(new float[] {-1, 1}, norm.apply(x).toFloatArray(), 1e-4f);
        // Mean 2; unbiased variance 2.
        assertEquals(0.2f, norm.state().get("running_mean").array().getFloat(0), 1e-6f);
        assertEquals(0.9f + 0.2f, norm.state().get("running_var").array().getFloat(0), 1e-6f);
        assertEquals(1, norm.state().get("num_batches_tracked").array().getLong());
        assertArrayEquals(
                new long[0],
                norm.state().get("num_batches_tracked").array().getShape().getShape());
    }

    @Test
    void dropoutOfChannelsDropsWholeChannelsAndScalesTheRest() {
        Dropout dropout = Dropout.channels(0.5);
        NDArray ones = manager.ones(new Shape(4, 16, 3, 3));
        assertArrayEquals(ones.toFloatArray(), dropout.apply(ones).toFloatArray());
        dropout.train(true);
        NDArray dropped = dropout.apply(ones);
        float[] channels = Pooling.globalAverage(dropped).toFloatArray();
        int kept = 0;
        for (float channel : channels) {
            assertTrue(channel == 0 || Math.abs(channel - 2) < 1e-6, "channel " + channel);
            kept += channel == 0 ? 0 : 1;
        }
        assertTrue(kept > 12 && kept < 52, "kept " + kept);
    }

    @Test
    void aScopeClosesEverythingButWhatIsKeptAndLeavesInputsOpen() {
        NDArray x = manager.ones(new Shape(2));
        int held = manager.getManagedArrays().size();
        NDArray kept;
        try (Scope outer = new Scope()) {
            NDArray inner;
            try (Scope scope = new Scope()) {
                NDArray between = x.add(1);
                inner = scope.keep(new NDList(between.mul(3), x)).get(0);
            }
            assertEquals(held + 2, manager.getManagedArrays().size());
            kept = outer.keep(inner);
        }
        assertEquals(held + 1, manager.getManagedArrays().size());
        assertArrayEquals(new float[] {6, 6}, kept.toFloatArray());
        assertArrayEquals(new float[] {1, 1}, x.toFloatArray());
    }

    @Test
    void aLayerThatReturnsItsInputGivesAnArrayOfItsOwn() {
        NDArray x = manager.ones(new Shape(2));
        NDArray same = Layer.of(input -> input).apply(x);
        assertNotSame(x, same);
        same.close();
        assertArrayEquals(new float[] {1, 1}, x.toFloatArray());
    }

    @Test
    void parametersMadeInsideAScopeOutliveIt() {
        Linear layer = new Linear(1, 1);
        try (Scope scope = new Scope()) {
            layer.initialise(manager, 1);
        }
        assertEquals(1, layer.weight().array().toFloatArray().length);
    }
}
