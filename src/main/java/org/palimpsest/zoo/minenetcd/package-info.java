/** MineNetCD, change detection of mining with features mixed in the frequency domain. */
@NullMarked
package org.palimpsest.zoo.minenetcd;

import org.jspecify.annotations.NullMarked;
