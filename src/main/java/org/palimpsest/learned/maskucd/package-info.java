/**
 * MaskUCD as a detector: its network is trained on the pair itself, without any label, and the map of the last epoch is the
 * result.
 *
 * <p>Xie et al., "Unsupervised Change Detection of Heterogeneous Remote Sensing Images via Dynamic Mask-guided
 * Reconstruction", 2026; code at DGUTAiNET/MaskUCD.
 */
@NullMarked
package org.palimpsest.learned.maskucd;

import org.jspecify.annotations.NullMarked;
