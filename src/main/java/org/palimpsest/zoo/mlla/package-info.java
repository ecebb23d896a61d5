/** MLLA_SiaNet, re-implemented from its abstract: the authors published no code. */
@NullMarked
package org.palimpsest.zoo.mlla;

import org.jspecify.annotations.NullMarked;
