package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.zoo.Network;

/**
 * ChangeFormer (version 6): a siamese hierarchical transformer encoder and a decoder on learned differences.
 *
 * <p>W. G. C. Bandara, V. M. Patel, "A Transformer-Based Siamese Network for Change Detection", IGARSS 2022. Output: logits
 * {@code [N, classes, H, W]}, then in training those at 1/4, 1/8, 1/16 and 1/32 size.
 */
public final class ChangeFormer extends Network {
    private final HierarchicalEncoder encoder;
    private final DifferenceDecoder decoder;

    public ChangeFormer(int bands, int classes) {
        encoder = part("Tenc_x2", new HierarchicalEncoder(bands));
        decoder = part("TDec_x2", new DifferenceDecoder(classes));
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        return decoder.apply(encoder.apply(before), encoder.apply(after), isTraining());
    }

    @Override
    public int sizeMultiple() {
        return 32;
    }
}
