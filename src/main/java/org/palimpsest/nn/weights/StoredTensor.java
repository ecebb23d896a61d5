package org.palimpsest.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * One tensor in an open file of weights: its type and shape are known and checked, its elements are read when asked for.
 *
 * @param shape sizes of the axes, outermost first; empty for a single number
 * @param position byte of the file where the elements begin, in C order without gaps
 */
public record StoredTensor(ElementType type, long[] shape, FileChannel file, long position) {
    private static final int CHUNK_BYTES = 1 << 20;

    public StoredTensor {
        shape = shape.clone();
    }

    @Override
    public long[] shape() {
        return shape.clone();
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
        long bytes = size() * type.bytes();
        ByteBuffer chunk =
                ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        int index = 0;
        for (long done = 0; done < bytes; ) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, bytes - done));
            long at = position + done;
            while (chunk.hasRemaining()) {
                int count = file.read(chunk, at + chunk.position());
                if (count < 0) {
                    throw new EOFException("The file of weights became shorter while it was read.");
                }
            }
            done += chunk.limit();
            chunk.flip();
            while (chunk.hasRemaining()) {
                sink.accept(index++, type.read(chunk));
            }
        }
    }

    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
