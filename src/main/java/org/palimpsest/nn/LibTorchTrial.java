package org.palimpsest.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Loads libtorch and adds two numbers, in a process of its own; ends with 0 when that works. */
final class LibTorchTrial {
    private LibTorchTrial() {}

    public static void main(String[] arguments) {
        try (NDManager manager = LibTorch.newManager(Device.cpu());
                NDArray sum = manager.ones(new Shape(1)).add(1)) {
            if (sum.toFloatArray()[0] != 2) {
                throw new IllegalStateException("1 + 1 gave " + sum.toFloatArray()[0] + ".");
            }
        }
    }
}
