/** Labels drawn on the map: tools, classes, import, export, and the dataset made of them. */
@NullMarked
package org.palimpsest.app.label;

import org.jspecify.annotations.NullMarked;
