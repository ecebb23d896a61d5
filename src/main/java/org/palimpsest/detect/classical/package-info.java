/**
 * Detectors that are a formula with statistics of the scene: one file each, with its paper. What they share is the walk over
 * the scene in {@link org.palimpsest.detect.classical.FitTiles} and the moments in
 * {@link org.palimpsest.detect.classical.BandMoments}.
 */
@NullMarked
package org.palimpsest.detect.classical;

import org.jspecify.annotations.NullMarked;
