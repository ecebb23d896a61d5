/** All words of the window, from resource bundles. */
@NullMarked
package org.palimpsest.app.text;

import org.jspecify.annotations.NullMarked;
