/**
 * Change-detection networks, one readable file or small package each, named as in their papers, equal to their originals
 * number for number.
 *
 * <h2>How to add a network</h2>
 *
 * <ol>
 *   <li>Write {@code public final class YourNet extends Network} with {@code nn}'s layers (see
 *       {@link org.palimpsest.nn}); its Javadoc names the paper and the output. {@link org.palimpsest.zoo.FcSiamDiff} is the
 *       pattern. Parts used by one network stand beside it; encoders that several share are written once.
 *   <li>State {@code sizeMultiple()} and {@code smallestSize()} where they are not the defaults, and
 *       {@code changeProbability} where the first output is neither logits nor log-probabilities.
 *   <li>Add one line to {@link org.palimpsest.zoo.NetworkRegistry}; options of variants come from
 *       {@link org.palimpsest.zoo.NetworkOptions}.
 *   <li>{@code NetworkParityTest} then compares names, shapes and every case of the fixture, odd sizes, gradients and
 *       batches; {@code PALIMPSEST_NETWORK=your-net} keeps it to yours.
 * </ol>
 */
@NullMarked
package org.palimpsest.zoo;

import org.jspecify.annotations.NullMarked;
