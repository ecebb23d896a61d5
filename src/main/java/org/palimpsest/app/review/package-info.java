/** Looking through the polygons of a run: the table, one after the other, accepted or rejected. */
@NullMarked
package org.palimpsest.app.review;

import org.jspecify.annotations.NullMarked;
