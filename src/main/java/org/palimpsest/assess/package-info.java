/** How good a change map is: confusion counts and the measures of agreement that are made of them. */
@NullMarked
package org.palimpsest.assess;

import org.jspecify.annotations.NullMarked;
