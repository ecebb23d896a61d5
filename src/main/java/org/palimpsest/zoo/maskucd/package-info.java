/**
 * MaskUCD (Xie et al., "Unsupervised Change Detection of Heterogeneous Remote Sensing Images via Dynamic Mask-guided
 * Reconstruction", 2026): a small network that is trained anew on every single pair.
 */
@NullMarked
package org.palimpsest.zoo.maskucd;

import org.jspecify.annotations.NullMarked;
