package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;

/** Numbers of Java that a gradient needs must still be there when the collector ran between forward and backward. */
@ExtendWith(OneTorchThread.class)
class ConstantsTest {
    @Test
    void numbers_surviveTheCollector_betweenForwardAndBackward() {
        for (int round = 0; round < 5; round++) {
            assertEquals(3f, gradient(x -> Constants.times(x, 3))[0], 0f);
            assertEquals(0.25f, gradient(x -> Constants.over(x, 4))[0], 0f);
            assertEquals(12f, gradient(x -> Constants.power(x, 3))[0], 1e-5f);
            assertEquals(1f, gradient(x -> Constants.atLeast(x, 1))[0], 0f);
        }
    }

    @Test
    void arraysAndPlaces_surviveTheCollector_betweenForwardAndBackward() {
        for (int round = 0; round < 5; round++) {
            assertArrayEquals(
                    new float[] {5, 6, 7},
                    gradient(x -> x.mul(Constants.array(x.getManager(), new float[] {5, 6, 7}, new Shape(3)))),
                    0f);
            assertArrayEquals(
                    new float[] {0, 0, 2},
                    gradient(x -> x.get(Constants.places(x.getManager(), new long[] {2, 2}))),
                    0f);
        }
    }

    /** Of the sum of what the operation makes of three twos. */
    private static float[] gradient(UnaryOperator<NDArray> operation) {
        LibTorch.load();
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                NDArray x = manager.create(new float[] {2, 2, 2})) {
            x.setRequiresGradient(true);
            try (Gradients gradients = new Gradients()) {
                NDArray sum;
                try (Scope scope = new Scope()) {
                    sum = scope.keep(operation.apply(x).sum());
                }
                disturbMemory();
                gradients.backward(sum);
            }
            return x.getGradient().toFloatArray();
        }
    }

    /** Frees every buffer that nobody holds, and writes over what they held. */
    private static void disturbMemory() {
        System.gc();
        List<ByteBuffer> others = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            ByteBuffer other = ByteBuffer.allocateDirect(4 + i % 40);
            while (other.hasRemaining()) {
                other.put((byte) 0x55);
            }
            others.add(other);
        }
        assertEquals(4000, others.size());
    }
}
