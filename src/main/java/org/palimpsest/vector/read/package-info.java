/** Reads polygons from vector files: GeoJSON, well-known text, GeoPackage and shapefile. */
@NullMarked
package org.palimpsest.vector.read;

import org.jspecify.annotations.NullMarked;
