/** The map: viewport, display modes, tiles painted by workers and the canvas that shows them. */
@NullMarked
package org.palimpsest.app.map;

import org.jspecify.annotations.NullMarked;
