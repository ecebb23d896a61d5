/** Selective state-space scans over images, in several directions at once, with a backward pass of their own. */
@NullMarked
package org.palimpsest.nn.scan;

import org.jspecify.annotations.NullMarked;
