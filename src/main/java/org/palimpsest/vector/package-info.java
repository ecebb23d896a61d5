/** From a mask to polygons with attributes, and the files that hold them. */
@NullMarked
package org.palimpsest.vector;

import org.jspecify.annotations.NullMarked;
