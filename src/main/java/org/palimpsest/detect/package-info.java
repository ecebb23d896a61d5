/**
 * The one idea of the program: a {@link org.palimpsest.detect.Detector} is fitted to a pair of rasters and the resulting
 * {@link org.palimpsest.detect.ChangeModel} is applied window by window; the engine here owns everything else.
 */
@NullMarked
package org.palimpsest.detect;

import org.jspecify.annotations.NullMarked;
