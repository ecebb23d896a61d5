/** BIT, the bitemporal image transformer. */
@NullMarked
package org.palimpsest.zoo.bit;

import org.jspecify.annotations.NullMarked;
