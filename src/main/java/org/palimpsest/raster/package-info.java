/** Grids, windows, raster sources, alignment of two dates, statistics and streaming writers. */
@NullMarked
package org.palimpsest.raster;

import org.jspecify.annotations.NullMarked;
