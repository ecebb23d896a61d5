package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a network's state: a shape, how it starts, and, once the network is initialised or loaded, its values.
 *
 * <p>Trainable parameters are what an optimiser moves; the others (PyTorch calls them buffers) are running statistics,
 * counters and index tables. Not safe for use by several threads while its values are being replaced.
 */
public final class Parameter {
    private final Shape shape;
    private final DataType type;
    private final boolean trainable;
    private final Initial initial;
    private @Nullable NDArray array;

    Parameter(Shape shape, DataType type, boolean trainable, Initial initial) {
        this.shape = shape;
        this.type = type;
        this.trainable = trainable;
        this.initial = initial;
    }

    public Shape shape() {
        return shape;
    }

    /** FLOAT32 for weights; INT64 for counters and index tables. */
    public DataType type() {
        return type;
    }

    public boolean isTrainable() {
        return trainable;
    }

    /** The values; fails if the network has neither been initialised nor loaded. */
    public NDArray array() {
        if (array == null) {
            throw new IllegalStateException(
                    "This parameter of shape " + shape + " has no values yet: initialise the network first.");
        }
        return array;
    }

    /** Gives the parameter memory on the manager's device, filled with zeros. */
    void allocate(NDManager manager) {
        if (array != null) {
            array.close();
        }
        array = manager.zeros(shape, type);
        Scope.leave(array);
    }

    /** Gives the parameter memory on the manager's device and its starting values. */
    void initialise(NDManager manager, SplittableRandom random) {
        allocate(manager);
        float[] values = new float[Math.toIntExact(shape.size())];
        initial.fill(values, shape, random);
        set(values);
    }

    /** Copies {@code values} (C order, one for each element) into the parameter; the array object stays the same. */
    public void set(float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "Shape " + shape + " wants " + shape.size() + " values, but there are " + values.length + ".");
        }
        assign(array(), values);
    }

    /** Copies {@code values} into {@code target}, whatever its type. */
    static void assign(NDArray target, float[] values) {
        // An array made from Java's data stays in Java's memory, which is limited; so libtorch's own gets a copy.
        try (NDArray source = create(target, values);
                IValue to = IValue.from((PtNDArray) target);
                IValue from = IValue.from((PtNDArray) source)) {
            OpPack.run("assign", to, from).close();
        }
    }

    /** Keeps the values as 16-bit floats from now on, where they are 32-bit ones; for inference only. */
    public void toHalf() {
        NDArray single = array();
        if (single.getDataType() == DataType.FLOAT32) {
            array = single.toType(DataType.FLOAT16, true);
            Scope.leave(array);
            single.close();
        }
    }

    private static NDArray create(NDArray like, float[] values) {
        NDArray floats = like.getManager().create(values, like.getShape());
        if (like.getDataType() == DataType.FLOAT32) {
            return floats;
        }
        NDArray converted = floats.toType(like.getDataType(), false);
        floats.close();
        return converted;
    }
}
