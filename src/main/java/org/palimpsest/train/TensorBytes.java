package org.palimpsest.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.palimpsest.nn.weights.ElementType;
import org.palimpsest.nn.weights.StoredTensor;

/** The elements of a stored tensor as little-endian bytes. */
final class TensorBytes {
    private TensorBytes() {}

    /** @param type F32 or I64 */
    static ByteBuffer of(StoredTensor tensor, ElementType type) {
        try {
            int size = Math.toIntExact(tensor.size());
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.multiplyExact(size, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
            if (type == ElementType.F32) {
                for (float value : tensor.floats()) {
                    bytes.putFloat(value);
                }
            } else {
                for (double value : tensor.doubles()) {
                    bytes.putLong((long) value);
                }
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
