/** What a person says of the pixels of a scene (changed, unchanged, ignore): kept sparsely, painted, stored, imported, exported. */
@NullMarked
package org.palimpsest.label;

import org.jspecify.annotations.NullMarked;
