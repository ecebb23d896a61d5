package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that layers multiply: of 32 bits, or rounded to the 16 of bfloat16 (the exponent of 32 bits, 8 significant bits).
 *
 * <p>DJL has no autocast and ends the process where it meets bfloat16 as a data type. So the layers that multiply (convolutions,
 * transposed convolutions, linear layers, matrix products, attention) round their operands and widen their result themselves,
 * and no array of 16 bits ever leaves a layer. Everything else (weights, normalisations, activations, losses, optimisers,
 * deformable convolutions, Fourier transforms, selective scans) has 32 bits always, and so have the gradients of weights, which
 * pass through the rounding as if it were not there.
 *
 * <pre>{@code
 * try (Precision.Use use = Precision.BF16.use()) {
 *     outputs = network.apply(before, after);
 * }
 * }</pre>
 */
public enum Precision {
    FP32,
    BF16;

    private static final ThreadLocal<@Nullable Precision> CURRENT = new ThreadLocal<>();

    /** What holds on this thread until it is closed; then what held before holds again. */
    public static final class Use implements AutoCloseable {
        private final @Nullable Precision before = CURRENT.get();

        private Use(Precision now) {
            CURRENT.set(now);
        }

        @Override
        public void close() {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** As users write it: {@code fp32}, {@code bf16}. */
    public String id() {
        return this == FP32 ? "fp32" : "bf16";
    }

    /** All, as users write them, the usual one first. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Precision::id).toList();
    }

    /** The precision that users write so. */
    public static Optional<Precision> byId(String id) {
        return Arrays.stream(values())
                .filter(precision -> precision.id().equals(id))
                .findFirst();
    }

    /** Lets the layers that this thread runs multiply such numbers until the result is closed; uses nest. */
    public Use use() {
        return new Use(this);
    }

    /** An operand as this thread multiplies it: {@code array} itself, or a rounded copy with which nothing but that may be done. */
    static NDArray operand(NDArray array) {
        return CURRENT.get() == BF16 ? OpPack.call("narrow", array) : array;
    }

    /** A product of {@link #operand operands}, in 32 bits. */
    static NDArray result(NDArray product) {
        return CURRENT.get() == BF16 ? OpPack.call("widen", product) : product;
    }
}
