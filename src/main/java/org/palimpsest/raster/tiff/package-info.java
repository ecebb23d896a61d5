/**
 * TIFF, BigTIFF and cloud-optimised GeoTIFF, read block by block: every offset and size is checked before anything is
 * allocated or decoded, so that a damaged or hostile file ends in one sentence.
 */
@NullMarked
package org.palimpsest.raster.tiff;

import org.jspecify.annotations.NullMarked;
