package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;

/** Scaled dot-product attention (Vaswani et al. 2017) without holding the whole score matrix where libtorch can avoid it. */
public final class Attention {
    private Attention() {}

    /**
     * softmax(query key' * scale) value.
     *
     * @param query {@code [N, heads, L, d]}; key {@code [N, heads, S, d]}; value {@code [N, heads, S, e]}
     * @return {@code [N, heads, L, e]}
     */
    public static NDArray scaledDotProduct(NDArray query, NDArray key, NDArray value, double scale) {
        count(query, key, value);
        return Precision.result(OpPack.call(
                "attention",
                Precision.operand(query),
                Precision.operand(key),
                Precision.operand(value),
                OpPack.number(scale)));
    }

    /** As above, with {@code mask} (broadcast to {@code [N, heads, L, S]}) added to the scaled scores. */
    public static NDArray scaledDotProduct(NDArray query, NDArray key, NDArray value, NDArray mask, double scale) {
        count(query, key, value);
        return Precision.result(OpPack.call(
                "attention_masked",
                Precision.operand(query),
                Precision.operand(key),
                Precision.operand(value),
                Precision.operand(mask),
                OpPack.number(scale)));
    }

    private static void count(NDArray query, NDArray key, NDArray value) {
        long keys = key.getShape().get(2);
        long heads = query.getShape().get(0) * query.getShape().get(1);
        long widths = query.getShape().get(3) + value.getShape().get(3);
        MultiplyAdds.add(heads * query.getShape().get(2) * keys * widths);
    }
}
