/**
 * Layers that equal PyTorch's, on DJL's PyTorch engine: what a network in {@code zoo} is written with.
 *
 * <h2>How to write a part</h2>
 *
 * <pre>{@code
 * /** Two 3x3 convolutions around a shortcut (He et al. 2016). *}{@code /
 * final class BasicBlock extends Layer {
 *     private final Conv2d conv1;
 *     private final BatchNorm bn1;
 *
 *     BasicBlock(int width) {
 *         conv1 = part("conv1", new Conv2d(width, width, 3).padding(1).withoutBias());
 *         bn1 = part("bn1", new BatchNorm(width));
 *     }
 *
 *     @Override
 *     protected NDArray forward(NDArray x) {
 *         return Activations.relu(bn1.apply(conv1.apply(x)).add(x));
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@code part(name, part)}, {@code parameter(name, initial, shape)} and {@code buffer(...)} take the original's
 *       attribute names, in the order of the original's constructor; {@link org.palimpsest.nn.Part#state()} then equals its
 *       state dict. {@code include(part)} adds no name in between. {@link org.palimpsest.nn.Sequential} names its layers 0,
 *       1, 2; functions take a number too: {@code Layer.of(Activations::relu)}.
 *   <li>One array in, one out: extend {@link org.palimpsest.nn.Layer}, write {@code forward}, call {@code apply}. Anything
 *       else: extend {@link org.palimpsest.nn.Part} and open a {@link org.palimpsest.nn.Scope} in your own method,
 *       {@code return scope.keep(result)}. Arrays made inside are freed on return, in training as well as at inference:
 *       never close one by hand, never keep one in a field, and cut long functions into parts, since that is what frees
 *       memory.
 *   <li>Functions: {@link org.palimpsest.nn.Activations}, {@link org.palimpsest.nn.Pooling},
 *       {@link org.palimpsest.nn.Resize}, {@link org.palimpsest.nn.Padding}, {@link org.palimpsest.nn.Channels}, and
 *       NDArray's own methods (its {@code mean} takes one axis at a time). No in-place methods ({@code addi}) on what a gradient may need.
 *   <li>An operation that is missing: add a method to the text {@code op-pack.txt} and call it by
 *       {@link org.palimpsest.nn.OpPack#call}.
 *   <li>Parts are built without libtorch and without a device; {@code initialise} allocates.
 * </ul>
 */
@NullMarked
package org.palimpsest.nn;

import org.jspecify.annotations.NullMarked;
