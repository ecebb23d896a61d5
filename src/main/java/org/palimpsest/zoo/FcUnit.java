package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.Layer;

/** The unit of the fully convolutional siamese networks: convolution, normalisation, ReLU, dropout of whole channels. */
final class FcUnit extends Layer {
    private final Layer convolution;
    private final BatchNorm normalisation;
    private final Dropout dropout;

    /** @param place stage and position as in the original's names, for example {@code 43d} */
    FcUnit(String place, Layer convolution, int width) {
        this.convolution = part("conv" + place, convolution);
        normalisation = part("bn" + place, new BatchNorm(width));
        dropout = part("do" + place, Dropout.channels(0.2));
    }

    @Override
    protected NDArray forward(NDArray x) {
        return dropout.apply(Activations.relu(normalisation.apply(convolution.apply(x))));
    }
}
