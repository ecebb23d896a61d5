/** Quality masks: files that tell which pixels of a raster must not count, and rasters without those pixels. */
@NullMarked
package org.palimpsest.raster.quality;

import org.jspecify.annotations.NullMarked;
