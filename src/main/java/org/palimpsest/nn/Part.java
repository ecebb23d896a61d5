package org.palimpsest.nn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A part of a network: named parameters and named parts, listed exactly as PyTorch's state dict lists them.
 *
 * <p>A part is built without touching libtorch; {@link #initialise} allocates its values. Names given to
 * {@link #parameter}, {@link #buffer} and {@link #part} are those of the original's attributes, so that published weights
 * load by name. Not safe for several threads.
 */
public abstract class Part {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Parameter> buffers = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private int included;
    private boolean training;

    /** Declares a trainable parameter of 32-bit floats; declaring a name again replaces it in its place. */
    protected final Parameter parameter(String name, Initial initial, long... shape) {
        Parameter parameter = new Parameter(new Shape(shape), DataType.FLOAT32, true, initial);
        parameters.put(name, parameter);
        return parameter;
    }

    /** Declares an entry that belongs to the state but is not trained. */
    protected final Parameter buffer(String name, DataType type, Initial initial, long... shape) {
        Parameter buffer = new Parameter(new Shape(shape), type, false, initial);
        buffers.put(name, buffer);
        return buffer;
    }

    /** Takes a declared parameter back (a convolution without bias). */
    protected final void withoutParameter(String name) {
        parameters.remove(name);
    }

    /** Adds a part under the original's attribute name; a dotted name (`layer1.0`) is allowed. */
    protected final <P extends Part> P part(String name, P part) {
        if (parts.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("There is already a part named " + name + ".");
        }
        return part;
    }

    /** Adds a part whose entries are listed as if they were this part's own, with no name in between. */
    protected final <P extends Part> P include(P part) {
        // Blanks cannot occur in an attribute's name, so no named part is hidden.
        return part(" ".repeat(++included), part);
    }

    /** Every parameter and buffer with its full name, in PyTorch's order: own parameters, own buffers, then the parts'. */
    public final Map<String, Parameter> state() {
        Map<String, Parameter> state = new LinkedHashMap<>();
        collect("", state::put);
        return state;
    }

    /** How many numbers training moves. */
    public final long parameterCount() {
        return state().values().stream()
                .filter(Parameter::isTrainable)
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }

    private void collect(String prefix, BiConsumer<String, Parameter> into) {
        parameters.forEach((name, parameter) -> into.accept(prefix + name, parameter));
        buffers.forEach((name, buffer) -> into.accept(prefix + name, buffer));
        parts.forEach((name, part) -> part.collect(name.isBlank() ? prefix : prefix + name + ".", into));
    }

    /**
     * Allocates all values on the manager's device and gives them their starting values, which depend only on
     * {@code seed} and each entry's name. Weights want no gradient until {@link #requireGradients}.
     */
    public final void initialise(NDManager manager, long seed) {
        state().forEach((name, parameter) -> parameter.initialise(manager, random(seed, name)));
    }

    /** Allocates all values, for weights that are loaded next: trainable ones are zero, the others as they start. */
    public final void allocate(NDManager manager) {
        state().forEach((name, parameter) -> {
            if (parameter.isTrainable()) {
                parameter.allocate(manager);
            } else {
                parameter.initialise(manager, random(0, name));
            }
        });
    }

    private static SplittableRandom random(long seed, String name) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + hash.getValue());
    }

    /** Switches between training (dropout drops, batch statistics) and evaluation, for this part and all below. */
    public final void train(boolean training) {
        this.training = training;
        parts.values().forEach(part -> part.train(training));
    }

    /** Shows this part and all below to {@code visitor}, outermost first. */
    public final void visit(Consumer<Part> visitor) {
        visitor.accept(this);
        parts.values().forEach(part -> part.visit(visitor));
    }

    public final boolean isTraining() {
        return training;
    }

    /** Says whether gradients are to be recorded for every trainable parameter of this part and all below. */
    public final void requireGradients(boolean required) {
        state().values().stream()
                .filter(Parameter::isTrainable)
                .forEach(parameter -> parameter.array().setRequiresGradient(required));
    }
}
