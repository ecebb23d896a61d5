/** Work that takes time: away from the window's thread, and back to it with the result. */
@NullMarked
package org.palimpsest.app.work;

import org.jspecify.annotations.NullMarked;
