/** What the map shows: rasters with their stretch and bands, polygons, and the list that orders them. */
@NullMarked
package org.palimpsest.app.layer;

import org.jspecify.annotations.NullMarked;
