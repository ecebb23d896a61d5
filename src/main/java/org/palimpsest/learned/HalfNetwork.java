package org.palimpsest.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.zoo.MaskSet;
import org.palimpsest.zoo.Network;

/** A network that computes with numbers of 16 bits; its inputs and its probabilities keep 32. */
final class HalfNetwork extends Network {
    private @Nullable Network wrapped;

    /** @param network with its weights, which are converted here; it belongs to this object from now on */
    HalfNetwork(Network network) {
        network.state().values().forEach(parameter -> parameter.toHalf());
        allocate(network.manager().getDevice());
        wrapped = network;
    }

    private Network network() {
        return Objects.requireNonNull(wrapped);
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        return network().apply(before.toType(DataType.FLOAT16, false), after.toType(DataType.FLOAT16, false));
    }

    @Override
    public NDArray changeProbability(NDList outputs) {
        return network().changeProbability(floats(outputs));
    }

    @Override
    public Optional<MaskSet.Reader> masks() {
        return network().masks().map(reader -> outputs -> reader.of(floats(outputs)));
    }

    private static NDList floats(NDList outputs) {
        NDList floats = new NDList();
        outputs.forEach(output -> floats.add(output.toType(DataType.FLOAT32, false)));
        return floats;
    }

    @Override
    public int sizeMultiple() {
        return network().sizeMultiple();
    }

    @Override
    public int smallestSize() {
        return network().smallestSize();
    }

    @Override
    public void close() {
        super.close();
        if (wrapped != null) {
            wrapped.close();
        }
    }
}
