/** What the samples of a raster are, and rasters whose samples are brought to another unit. */
@NullMarked
package org.palimpsest.raster.unit;

import org.jspecify.annotations.NullMarked;
