package org.palimpsest.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * One tensor in an open file of weights: its type and shape are known and checked, its elements are read when asked for.
 *
 * @param shape sizes of the axes, outermost first; empty for a single number
 * @param strides how many elements further the next one along each axis stands
 * @param position byte of the file where the first element begins
 */
public record StoredTensor(ElementType type, long[] shape, long[] strides, FileChannel file, long position) {
    private static final int CHUNK_ELEMENTS = 1 << 17;

    public StoredTensor {
        shape = shape.clone();
        strides = strides.clone();
    }

    /** A tensor in C order without gaps. */
    static StoredTensor contiguous(ElementType type, long[] shape, FileChannel file, long position) {
        return new StoredTensor(type, shape, stridesOf(shape), file, position);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public long[] strides() {
        return strides.clone();
    }

    /** Number of elements. */
    public long size() {
        long size = 1;
        for (long axis : shape) {
            size *= axis;
        }
        return size;
    }

    /** All elements in C order as 32-bit floats, whatever they are stored as. */
    public float[] floats() throws IOException {
        float[] values = new float[Math.toIntExact(size())];
        read((index, value) -> values[index] = (float) value);
        return values;
    }

    /** All elements in C order as 64-bit floats; integers up to 2^53 are exact. */
    public double[] doubles() throws IOException {
        double[] values = new double[Math.toIntExact(size())];
        read((index, value) -> values[index] = value);
        return values;
    }

    private interface Sink {
        void accept(int index, double value);
    }

    private void read(Sink sink) throws IOException {
        int size = Math.toIntExact(size());
        if (size == 0) {
            return;
        }
        if (isContiguous()) {
            for (int done = 0; done < size; done += CHUNK_ELEMENTS) {
                ByteBuffer chunk = elements(done, Math.min(CHUNK_ELEMENTS, size - done));
                for (int index = done; chunk.hasRemaining(); index++) {
                    sink.accept(index, type.read(chunk));
                }
            }
        } else {
            gather(sink, size);
        }
    }

    private boolean isContiguous() {
        long[] expected = stridesOf(shape);
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != 1 && strides[axis] != expected[axis]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the whole span that the strides reach, and picks. */
    private void gather(Sink sink, int size) throws IOException {
        long last = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            last += (shape[axis] - 1) * strides[axis];
        }
        ByteBuffer span = elements(0, Math.toIntExact(last + 1));
        long[] place = new long[shape.length];
        for (int index = 0; index < size; index++) {
            long element = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                element += place[axis] * strides[axis];
            }
            span.position(Math.toIntExact(element * type.bytes()));
            sink.accept(index, type.read(span));
            for (int axis = shape.length - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--) {
                place[axis] = 0;
            }
        }
    }

    private ByteBuffer elements(long first, int count) throws IOException {
        return FileBytes.read(file, position + first * type.bytes(), Math.multiplyExact(count, type.bytes()));
    }

    private static long[] stridesOf(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
