/** The JavaFX desktop: it starts runs and watches them, and holds no algorithm. */
@NullMarked
package org.palimpsest.app;

import org.jspecify.annotations.NullMarked;
