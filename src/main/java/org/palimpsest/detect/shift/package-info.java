/** How far the second date of a pair still lies off the first, place by place, and what is done about it. */
@NullMarked
package org.palimpsest.detect.shift;

import org.jspecify.annotations.NullMarked;
