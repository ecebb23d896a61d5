package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * FC-Siam-diff: one encoder run on each image, whose skips are subtracted.
 *
 * <p>R. Caye Daudt, B. Le Saux, A. Boulch, "Fully Convolutional Siamese Networks for Change Detection", ICIP 2018. Output:
 * log-probabilities {@code [N, classes, H, W]}. Not symmetric: the decoder starts from the second image.
 */
public final class FcSiamDiff extends Network {
    private final FcEncoder encoder;
    private final FcDecoder decoder;

    public FcSiamDiff(int bands, int classes) {
        encoder = include(new FcEncoder(bands));
        decoder = include(new FcDecoder(1, classes));
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList first = encoder.apply(before);
        NDList second = encoder.apply(after);
        NDList skips = new NDList();
        for (int stage = 0; stage < 4; stage++) {
            skips.add(first.get(stage).sub(second.get(stage)).abs());
        }
        return new NDList(decoder.apply(second.get(4), skips));
    }
}
