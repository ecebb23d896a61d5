/** ChangeFormer, a hierarchical transformer encoder with a light decoder. */
@NullMarked
package org.palimpsest.zoo.changeformer;

import org.jspecify.annotations.NullMarked;
