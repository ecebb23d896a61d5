/** Choosing a detector and filling in its parameters. */
@NullMarked
package org.palimpsest.app.detector;

import org.jspecify.annotations.NullMarked;
