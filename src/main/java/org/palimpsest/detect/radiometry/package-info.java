/** Bringing the samples of the second date to the level of the first one's, by statistics of what both observed. */
@NullMarked
package org.palimpsest.detect.radiometry;

import org.jspecify.annotations.NullMarked;
