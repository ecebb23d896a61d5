/** Colours, icons and fonts of the window. */
@NullMarked
package org.palimpsest.app.theme;

import org.jspecify.annotations.NullMarked;
