package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Channels;

/**
 * FC-EF, early fusion: both images joined by channels pass through one U-Net.
 *
 * <p>R. Caye Daudt, B. Le Saux, A. Boulch, "Fully Convolutional Siamese Networks for Change Detection", ICIP 2018. Output:
 * log-probabilities {@code [N, classes, H, W]}.
 */
public final class FcEf extends Network {
    private final FcEncoder encoder;
    private final FcDecoder decoder;

    public FcEf(int bands, int classes) {
        encoder = include(new FcEncoder(2 * bands));
        decoder = include(new FcDecoder(1, classes));
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList features = encoder.apply(Channels.concat(before, after));
        return new NDList(decoder.apply(features.get(4), features.subList(0, 4)));
    }
}
