package org.palimpsest.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.palimpsest.OneTorchThread;

/** Convolutions against numbers worked out by hand. */
@ExtendWith(OneTorchThread.class)
class ConvolutionTest {
    private final NDManager manager = LibTorch.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void convolutionWithStridePaddingAndDilation() {
        Conv2d conv = new Conv2d(1, 1, 2).stride(2).padding(1).dilation(2);
        set(conv, "weight", 1, 10, 100, 1000);
        set(conv, "bias", 0.5f);
        // Places at -1 and 1, taps two apart: of each place one tap meets the image, always at its centre, the 5.
        assertArrayEquals(
                new float[] {5000.5f, 500.5f, 50.5f, 5.5f},
                conv.apply(image(1, 2, 3, 4, 5, 6, 7, 8, 9)).toFloatArray());
    }

    @Test
    void groupsKeepChannelsApart() {
        Conv2d conv = new Conv2d(2, 4, 1).groups(2).withoutBias();
        set(conv, "weight", 1, 2, 3, 4);
        NDArray x = manager.create(new float[] {1, 10}, new Shape(1, 2, 1, 1));
        assertArrayEquals(new float[] {1, 2, 30, 40}, conv.apply(x).toFloatArray());
        assertThrows(IllegalArgumentException.class, () -> new Conv2d(3, 4, 1).groups(2));
    }

    @Test
    void transposedConvolutionSpreadsEachPixel() {
        ConvTranspose2d conv = new ConvTranspose2d(1, 1, 2).stride(2).outputPadding(1);
        set(conv, "weight", 1, 2, 3, 4);
        set(conv, "bias", 0);
        NDArray y = conv.apply(manager.create(new float[] {1, 10}, new Shape(1, 1, 1, 2)));
        assertEquals(new Shape(1, 1, 3, 5), y.getShape());
        assertArrayEquals(new float[] {1, 2, 10, 20, 0, 3, 4, 30, 40, 0, 0, 0, 0, 0, 0}, y.toFloatArray());
    }

    @Test
    void threeDimensionalConvolutionSumsOverDepth() {
        Conv3d conv = new Conv3d(1, 1, 2, 1, 1).stride(1, 1, 2).padding(0, 0, 0).withoutBias();
        set(conv, "weight", 1, 10);
        NDArray x = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 1, 3));
        assertArrayEquals(new float[] {41, 63}, conv.apply(x).toFloatArray());
    }

    @Test
    void deformableConvolutionWithoutOffsetsIsAnOrdinaryOne() {
        DeformConv2d deformable = new DeformConv2d(2, 3, 3).padding(1);
        Conv2d ordinary = new Conv2d(2, 3, 3).padding(1);
        deformable.initialise(manager, 3);
        ordinary.initialise(manager, 3);
        NDArray x = manager.randomUniform(-1, 1, new Shape(2, 2, 5, 6));
        NDArray offset = manager.zeros(new Shape(2, 18, 5, 6));
        NDArray mask = manager.ones(new Shape(2, 9, 5, 6));
        assertArrayEquals(
                ordinary.apply(x).toFloatArray(),
                deformable.apply(x, offset, mask).toFloatArray(),
                1e-5f);
    }

    @Test
    void deformableConvolutionReadsWhereItsOffsetPoints() {
        DeformConv2d conv = new DeformConv2d(1, 1, 1);
        conv.initialise(manager, 0);
        conv.state().get("weight").set(new float[] {1});
        conv.state().get("bias").set(new float[] {0});
        NDArray x = image(1, 2, 3, 4, 5, 6, 7, 8, 9);
        // Every place looks one row down and half a column to the right; beyond the image there is zero.
        NDArray offset =
                manager.ones(new Shape(1, 2, 3, 3)).mul(manager.create(new float[] {1, 0.5f}, new Shape(1, 2, 1, 1)));
        NDArray mask = manager.ones(new Shape(1, 1, 3, 3)).mul(2);
        assertArrayEquals(
                new float[] {9, 11, 6, 15, 17, 9, 0, 0, 0},
                conv.apply(x, offset, mask).toFloatArray(),
                1e-4f);
    }

    private void set(Part part, String name, float... values) {
        if (part.state().get(name) == null) {
            throw new IllegalArgumentException(name);
        }
        if (name.equals("weight")) {
            part.allocate(manager);
        }
        part.state().get(name).set(values);
    }

    private NDArray image(float... values) {
        int side = (int) Math.sqrt(values.length);
        return manager.create(values, new Shape(1, 1, side, side));
    }
}
