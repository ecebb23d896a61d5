/** Projects for QGIS: a run's rasters, score, mask and polygons with their styles, ready to open. */
@NullMarked
package org.palimpsest.project.qgis;

import org.jspecify.annotations.NullMarked;
