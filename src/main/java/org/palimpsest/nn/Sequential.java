package org.palimpsest.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Layers one after another, named 0, 1, 2 ... as in PyTorch; each intermediate array is freed at once. */
public final class Sequential extends Layer {
    private final List<Layer> layers = new ArrayList<>();

    public Sequential(Layer... layers) {
        for (Layer layer : layers) {
            add(layer);
        }
    }

    /** Appends a layer under the next number. */
    public Sequential add(Layer layer) {
        return add(Integer.toString(layers.size()), layer);
    }

    /** Appends a layer under a name of its own. */
    public Sequential add(String name, Layer layer) {
        layers.add(part(name, layer));
        return this;
    }

    public Layer get(int index) {
        return layers.get(index);
    }

    public int size() {
        return layers.size();
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray current = x;
        for (Layer layer : layers) {
            NDArray next = layer.apply(current);
            if (current != x) {
                current.close();
            }
            current = next;
        }
        return current;
    }
}
